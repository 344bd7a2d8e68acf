import { resolve } from 'node:path';
import { ExitCode, NixaiError, type CommandContext, type HealthMachine } from '@nixai/api';
import { withBaseline } from '../baseline/baseline.js';
import { absolute, openMachine } from '../machine/open.js';
import type { Fixed, HealthReport, HealthResult } from '../results/report.js';
import { healthSettings, type HealthSettings } from '../settings.js';
import { withCauses } from './diagnosed.js';
import { asksModel, formatOf, type HealthFlags } from './flags.js';
import { isNixos, runChecks } from './run.js';
import { allChecks, selectChecks, type Selected } from './select.js';
import { countsOf, worstOf } from './status.js';

export type HealthContext = Omit<CommandContext, 'flags' | 'args'> & {
  readonly flags: HealthFlags;
  readonly args: { readonly checks: readonly string[] };
};

/** Looks at the machine, and does what was asked for with what it finds. */
export async function runHealth(context: HealthContext): Promise<HealthReport> {
  const { host, flags, args, tasks, quiet } = context;
  const settings = {
    ...(await (
      await host.service(healthSettings)
    )()),
    ...(flags.timeout !== undefined && { timeout: flags.timeout * 1000 }),
  };
  const began = performance.now();
  const machine = await machineOf(context, settings);
  const profile = flags.profile ?? settings.profile;
  const selected = selectChecks(await allChecks(host), {
    names: args.checks,
    ...(profile !== undefined && { profile }),
    production: flags['production-mode'],
    deep: flags.deep,
    disabled: settings.disable,
  });
  const found = await tasks.run('looking at the machine', async (task) =>
    withCauses(machine, await runChecks(machine, selected, settings, task)),
  );
  const fixed = flags['auto-fix']
    ? await autoFix(context, machine, found, selected, settings)
    : undefined;
  const results = fixed?.results ?? found;
  const judged =
    flags.baseline === undefined ? results : await withBaseline(resolve(flags.baseline), results);
  const report: HealthReport = {
    date: machine.now.toISOString(),
    ...hostName(await machine.read('/proc/sys/kernel/hostname').catch(() => undefined)),
    root: machine.root,
    nixos: await isNixos(machine),
    ...(profile !== undefined && { profile }),
    status: worstOf(judged),
    counts: countsOf(judged),
    results: judged,
    ...(await comparison(machine, flags)),
    ...(fixed !== undefined && { fixed: fixed.fixed }),
    ...(asksModel(flags) && (await (await import('../words/words.js')).wordsFor(context, judged))),
    milliseconds: Math.round(performance.now() - began),
    shown: {
      format: formatOf(flags),
      full: flags.full === true,
      // It is in the file then.
      quiet: quiet || flags.output !== undefined,
      strict: flags.strict === true,
    },
  };
  await keep(context, report, settings);
  return report;
}

const hostName = (text: string | undefined) =>
  text === undefined || text.trim() === '' ? {} : { host: text.trim() };

async function machineOf(
  { host, flags, signal }: HealthContext,
  { critical_units: criticalUnits }: HealthSettings,
): Promise<HealthMachine> {
  const root = flags.root === undefined ? '/' : resolve(flags.root);
  const folder = flags['nixos-path'] ?? (await host.config.get('nixos_folder'));
  const machine = await openMachine({
    host,
    root,
    offline: await host.config.get('offline'),
    signal,
    configuration: root === '/' ? absolute(folder, process.cwd()) : absolute(folder, '/'),
    criticalUnits,
  });
  const top = root === '/' ? [] : await machine.list('/');
  // What every NixOS has, on its disk too where it does not run.
  if (root !== '/' && !['etc', 'nix'].some((name) => top.includes(name)))
    throw new NixaiError({
      code: 'health-no-root',
      what: `${root} is no root of a machine`,
      why: 'a machine has a folder etc or nix, and this one has neither or is not there',
      hint: 'nixai health --root /mnt',
      exitCode: ExitCode.refused,
    });
  return machine;
}

async function comparison(
  machine: HealthMachine,
  flags: HealthFlags,
): Promise<Pick<HealthReport, 'comparison'>> {
  const generation = flags['compare-with-generation'];
  if (!flags['post-update'] && generation === undefined) return {};
  const { compareWith } = await import('../compare/compare.js');
  return { comparison: await compareWith(machine, generation) };
}

/** Does what is safe, and looks again at what it was done for. */
async function autoFix(
  context: HealthContext,
  machine: HealthMachine,
  found: readonly HealthResult[],
  selected: readonly Selected[],
  settings: HealthSettings,
): Promise<{ readonly fixed: readonly Fixed[]; readonly results: readonly HealthResult[] }> {
  const { remediesFor, planOf } = await import('../fix/autoFix.js');
  const { flags, carryOut, tasks } = context;
  const remedies = remediesFor(found, {
    updateChannels: flags['update-channels'],
    ...(flags.fix !== undefined && { kinds: flags.fix }),
  });
  const mine = remedies.filter(({ needsRoot }) => machine.live && (!needsRoot || machine.isRoot));
  const done: Fixed[] = [];
  const plan = planOf(machine, mine, (one) => void done.push(one));
  await carryOut(plan, {
    dryRun: flags['dry-run'],
    yes: flags.yes,
    question: 'Do this now?',
  });
  const touched = new Set(remedies.map(({ check }) => check));
  const again = selected.filter(({ check }) => touched.has(check.id));
  const fresh =
    done.length === 0
      ? undefined
      : await tasks.run('looking again', async (task) =>
          runChecks(await machineOf(context, settings), again, settings, task),
        );
  const results =
    fresh === undefined
      ? found
      : selected.flatMap(({ check: { id } }) =>
          (touched.has(id) ? fresh : found).filter(({ check }) => check === id),
        );
  const fixed = remedies.map((one): Fixed => {
    const outcome = done.find(({ what }) => what === one.what);
    const command = one.needsRoot && !machine.isRoot ? ['sudo', ...one.argv] : one.argv;
    if (outcome === undefined) {
      const planned = flags['dry-run'] && mine.includes(one);
      return { what: one.what, command, outcome: planned ? 'planned' : 'left' };
    }
    return {
      ...outcome,
      after: worstOf(
        results.filter(
          ({ check, target }) =>
            check === one.check && (one.target === undefined || target === one.target),
        ),
      ),
    };
  });
  return { fixed, results };
}

async function keep(
  { host, flags, carryOut, view, notice }: HealthContext,
  report: HealthReport,
  settings: HealthSettings,
): Promise<void> {
  const { output, metrics, 'save-baseline': baseline } = flags;
  const written = [
    [output, report.shown.format],
    [metrics, 'prometheus'],
    [baseline, 'json'],
  ] as const;
  for (const [path, format] of written) {
    if (path === undefined) continue;
    const { writeReport } = await import('./output.js');
    const shown = { ...report.shown, format };
    await writeReport({ host, carryOut, view }, resolve(path), { ...report, shown });
  }
  if (flags.record) {
    const { record } = await import('../history/history.js');
    notice(`kept as ${await record(host, report, settings.keep)}`);
  }
}
