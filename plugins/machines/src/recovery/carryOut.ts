import { ExitCode, NixaiError, type CommandContext, type Plan } from '@nixai/api';
import { saveReport } from '../written/save.js';
import { markdownOf } from './markdown.js';
import { readPlan, type RecoveryPlan } from './plan.js';
import { recover } from './recover.js';
import { keepReport } from './records.js';
import type { Report } from './result.js';

/** Tests a plan or carries it out: shown and asked for, measured, and kept as a report. */
export async function carryOutPlan(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'> & {
    readonly flags: {
      readonly 'save-to'?: string;
      readonly yes?: boolean;
      readonly 'dry-run'?: boolean;
    };
  },
  name: string,
  mode: 'test' | 'run',
): Promise<Report> {
  const { host, flags, carryOut } = context;
  const { yes = false, 'dry-run': dryRun = false, 'save-to': file } = flags;
  const plan = await readPlan(host, name);
  if (mode === 'run') refuseWithoutStandby(plan);
  if (dryRun) return recover(context, plan, 'dry-run');
  let report: Report | undefined;
  const shown: Plan = {
    about: `machines disaster-recovery ${mode} ${name}`,
    risk: mode === 'run' ? 'restart' : 'none',
    actions: actionsOf(plan, mode),
    async apply() {
      report = await keepReport(host, await recover(context, plan, mode));
      return {};
    },
  };
  await carryOut(shown, { yes, question: mode === 'run' ? 'Recover?' : 'Test this?' });
  if (report === undefined)
    return { ...(await recover(context, plan, 'dry-run')), mode: 'dry-run' };
  if (file !== undefined) {
    const content = file.endsWith('.json')
      ? `${JSON.stringify(report, null, 2)}\n`
      : markdownOf(report);
    const saved = await saveReport(context, { file, content }, { about: shown.about, yes });
    if (saved) return { ...report, saved: [...report.saved, file] };
  }
  return report;
}

function actionsOf({ machines, phases }: RecoveryPlan, mode: 'test' | 'run'): Plan['actions'] {
  const lines = phases.flatMap(({ commands }) => commands.map(({ run }) => run));
  return machines.map(({ name, standby }) => ({
    kind: 'run' as const,
    target: standby ?? name,
    detail:
      standby === undefined
        ? `restore ${name} for a look, and throw it away`
        : [
            `restore ${name}${mode === 'test' ? ', and take it away afterwards' : ''}`,
            ...(lines.length === 0 ? [] : [`run: ${lines.join('; ')}`]),
          ].join('; '),
  }));
}

function refuseWithoutStandby({ name, machines }: RecoveryPlan): void {
  const without = machines.filter(({ standby }) => standby === undefined);
  if (without.length === 0) return;
  throw new NixaiError({
    code: 'recovery-no-standby',
    what: `the plan ${name} has no standby for ${without.map((one) => one.name).join(', ')}`,
    hint: `nixai machines disaster-recovery plan create ${name} … --standby MACHINE=STANDBY; or nixai machines backup restore`,
    exitCode: ExitCode.refused,
  });
}
