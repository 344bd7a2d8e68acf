import { resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  files,
  http,
  type CommandContext,
  type FileChange,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { registryFile } from '../registry/places.js';
import { checkedMail, type MonitorFlags } from './flags.js';
import { goodName, monitorFile, monitorText, type Monitor, type MonitorCheck } from './monitor.js';
import type { Monitored } from './result.js';
import { checkedCalendar, timerFor } from '../timers/timers.js';
import { waysOf } from './tell/tell.js';

/** What is looked at, and how that is asked for. */
export interface Asked {
  readonly check: MonitorCheck;
  readonly about: string;
  /** What the command that looks is told besides. */
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** Writes a monitor, and the timer that runs it: shown, asked for, and taken back by `nixai undo`. */
export async function writeMonitor(
  context: Pick<CommandContext, 'host' | 'carryOut' | 'argv'> & { readonly flags: MonitorFlags },
  asked: Asked,
): Promise<Monitored> {
  const { host, flags, carryOut } = context;
  const when = await checkedCalendar(host, flags.schedule);
  const monitor = await monitorOf(context, asked);
  const { name, check } = monitor;
  const canRetry = waysOf(monitor.tell).length > 0;
  const { format, units, start } = await timerFor(
    host,
    {
      name: `nixai-monitor-${name}`,
      description: `nixai looks at machines (${check})`,
      words: ['machines', 'monitor', 'run', name],
      when,
      service: {
        Nice: '10',
        TimeoutStartSec: '2h',
        // It ends with 1 where somebody could not be told.
        ...(canRetry && { Restart: 'on-failure', RestartSec: '5min' }),
      },
      packages: ['pkgs.openssh', 'pkgs.nix'],
    },
    flags,
  );
  const changes: readonly FileChange[] = [
    { path: monitorFile(host, name), content: monitorText(monitor), mode: 0o600 },
    ...units,
  ];
  const plan = await (await host.service(files)).plan(changes, asked.about);
  const { yes = false, 'dry-run': dryRun = false } = flags;
  const done = await carryOut(plan, { yes, dryRun, question: 'Write this timer?' });
  return {
    ...{ monitor: name, check, when, format, start, dryRun },
    files: changes.map(({ path }) => path),
    units: units.map(({ path, content }) => ({ file: path, text: content })),
    written: done !== undefined || plan.actions.length === 0,
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

async function monitorOf(
  { host, flags, argv }: Pick<CommandContext, 'host' | 'argv'> & { readonly flags: MonitorFlags },
  { check, options }: Asked,
): Promise<Monitor> {
  const { name = check, severity } = flags;
  if (!goodName.test(name))
    throw new NixaiError({
      code: 'usage',
      what: `${JSON.stringify(name)} cannot be the name of a unit`,
      hint: '--name web-drift',
      exitCode: ExitCode.usage,
    });
  const { 'alert-webhook': webhook, 'webhook-secret-file': key, 'alert-command': command } = flags;
  if (webhook !== undefined) (await host.service(http)).check(webhook, true);
  if (key !== undefined) await refuseEmptyKey(resolve(key));
  const mail = checkedMail(flags['alert-mail'] ?? []);
  const select = { group: flags.group, tag: flags.tag, environment: flags.environment };
  const chosen = { ...select, role: flags.role, except: flags.except };
  const registry = flags['registry-path'];
  return {
    version: 1,
    name,
    check,
    machines: argv,
    select: Object.fromEntries(
      Object.entries(chosen).flatMap(([one, words]) =>
        words === undefined || words.length === 0 ? [] : [[one, words]],
      ),
    ),
    ...(registry !== undefined && { registry: registryFile(registry) }),
    options: Object.fromEntries(
      Object.entries(options).flatMap(([one, value]) =>
        value === undefined ? [] : [[one, value]],
      ),
    ),
    severity,
    tell: {
      ...(webhook !== undefined && { webhook }),
      ...(key !== undefined && { secretFile: resolve(key) }),
      ...(mail.length > 0 && { mail }),
      ...(command !== undefined && { command }),
    },
  };
}

/** A key that is not there yet may come with the next switch; an empty one signs nothing. @throws NixaiError `usage`. */
async function refuseEmptyKey(file: string): Promise<void> {
  const text = await readRegular(file, 'utf8').catch(() => undefined);
  if (text?.trim() !== '') return;
  throw new NixaiError({
    code: 'usage',
    what: `${file} is empty: anybody could sign with it`,
    hint: `openssl rand -hex 32 > ${file}`,
    exitCode: ExitCode.usage,
  });
}
