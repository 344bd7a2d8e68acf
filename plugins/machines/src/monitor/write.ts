import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  files,
  http,
  processes,
  type CommandContext,
  type FileChange,
  type Host,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { calendarOf, timerModule, timerUnits, type Timer } from '@nixai/machine/timer';
import { registryFile } from '../registry/places.js';
import { checkedMail, type MonitorFlags } from './flags.js';
import { goodName, monitorFile, monitorText, type Monitor, type MonitorCheck } from './monitor.js';
import type { Monitored } from './result.js';
import { waysOf } from './tell/tell.js';

type Unit = FileChange & { readonly content: string };

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
  const isRoot = process.getuid?.() === 0;
  const format = flags.format ?? (existsSync('/etc/NIXOS') ? 'nixos' : 'systemd');
  const timer = await timerOf(host, monitor, when, format === 'systemd' && !isRoot);
  const folder = resolve(flags.to ?? (await usualFolder(host, format, isRoot)));
  const { units, start } = unitsOf(timer, format, folder, isRoot);
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

/** A time that systemd takes, by its own word where it is at hand. @throws NixaiError `usage`. */
async function checkedCalendar(host: Host, text: string): Promise<string> {
  const when = calendarOf(text);
  const runner = await host.service(processes);
  if ((await runner.which('systemd-analyze')) === undefined) return when;
  const { code, stderr } = await runner.run(['systemd-analyze', 'calendar', '--', when]);
  if (code === 0) return when;
  throw new NixaiError({
    code: 'usage',
    what: `systemd takes ${JSON.stringify(when)} for no time`,
    why: stderr.trim().split('\n')[0],
    hint: 'daily, "Mon *-*-* 03:00", or "*/15 * * * *"',
    exitCode: ExitCode.usage,
  });
}

async function timerOf(
  host: Host,
  monitor: Monitor,
  when: string,
  isUsers: boolean,
): Promise<Timer> {
  const runner = await host.service(processes);
  const own = await runner.which('nixai');
  // Where nixai is not on PATH, the one that runs now by the Node that it runs with.
  const program = own === undefined ? [process.execPath, process.argv[1] ?? 'nixai'] : [own];
  const { config, state } = host.paths;
  const home = homedir();
  const folders = { XDG_CONFIG_HOME: join(config, '..'), XDG_STATE_HOME: join(state, '..') };
  const usual = {
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_STATE_HOME: join(home, '.local/state'),
  };
  const moved = Object.entries(folders).filter(
    ([key, value]) => usual[key as keyof typeof usual] !== value,
  );
  const canRetry = waysOf(monitor.tell).length > 0;
  return {
    name: `nixai-monitor-${monitor.name}`,
    description: `nixai looks at machines (${monitor.check})`,
    argv: [...program, 'machines', 'monitor', 'run', monitor.name],
    when,
    environment: { ...(isUsers ? {} : { HOME: home }), ...Object.fromEntries(moved) },
    service: {
      Nice: '10',
      TimeoutStartSec: '2h',
      // It ends with 1 where somebody could not be told.
      ...(canRetry && { Restart: 'on-failure', RestartSec: '5min' }),
    },
    packages: ['pkgs.openssh', 'pkgs.nix'],
    isUsers,
  };
}

/** Where units lie that a person or an administrator has written. */
async function usualFolder(
  host: Host,
  format: Monitored['format'],
  isRoot: boolean,
): Promise<string> {
  if (format === 'nixos') return host.config.get('nixos_folder');
  return isRoot ? '/etc/systemd/system' : join(host.paths.config, '..', 'systemd/user');
}

function unitsOf(
  timer: Timer,
  format: Monitored['format'],
  folder: string,
  isRoot: boolean,
): { readonly units: readonly Unit[]; readonly start: readonly string[] } {
  const { name } = timer;
  if (format === 'nixos') {
    const path = join(folder, `${name}.nix`);
    const start = [`imports = [ ./${name}.nix ];`, 'sudo nixos-rebuild switch'];
    return { units: [{ path, content: timerModule(timer) }], start };
  }
  const text = timerUnits(timer);
  const systemctl = isRoot ? 'systemctl' : 'systemctl --user';
  return {
    units: [
      { path: join(folder, `${name}.service`), content: text.service },
      { path: join(folder, `${name}.timer`), content: text.timer },
    ],
    start: [`${systemctl} daemon-reload`, `${systemctl} enable --now ${name}.timer`],
  };
}
