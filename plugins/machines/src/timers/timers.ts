import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  flag,
  processes,
  shellWord,
  type FileChange,
  type Host,
} from '@nixai/api';
import { calendarOf, timerModule, timerUnits, type Timer } from '@nixai/machine/timer';

type Unit = FileChange & { readonly content: string };

/** How a timer is written. */
export const timerFlags = (helpGroup: string) => ({
  format: flag.oneOf(['nixos', 'systemd'], 'A module for NixOS, or two units', { helpGroup }),
  to: flag.string('The folder that it is written to', { helpGroup }),
});

/** A timer that has nixai run, as it is written. */
export interface WrittenTimer {
  readonly format: 'nixos' | 'systemd';
  readonly folder: string;
  readonly units: readonly Unit[];
  /** What has it run. */
  readonly start: readonly string[];
}

/** What nixai is asked to do again and again. */
export interface Again {
  readonly name: string;
  readonly description: string;
  /** The words after `nixai`. */
  readonly words: readonly string[];
  /** As `checkedCalendar` gives it. */
  readonly when: string;
  readonly service: Timer['service'];
  readonly packages: readonly string[];
}

/** Writes down a timer that runs nixai as it is run here: its program, its folders. */
export async function timerFor(
  host: Host,
  { words, ...again }: Again,
  flags: { readonly format?: 'nixos' | 'systemd'; readonly to?: string },
): Promise<WrittenTimer> {
  const isRoot = process.getuid?.() === 0;
  const format = flags.format ?? (existsSync('/etc/NIXOS') ? 'nixos' : 'systemd');
  const isUsers = format === 'systemd' && !isRoot;
  const argv = [...(await ownProgram(host)), ...words];
  const timer: Timer = { ...again, argv, environment: environmentOf(host, isUsers), isUsers };
  const usual = resolve(await usualFolder(host, format, isRoot));
  const folder = resolve(flags.to ?? usual);
  return { format, folder, ...unitsOf(timer, format, { folder, usual }, isRoot) };
}

/** Where nixai is not on PATH, the one that runs now by the Node that it runs with. */
async function ownProgram(host: Host): Promise<readonly string[]> {
  const own = await (await host.service(processes)).which('nixai');
  return own === undefined ? [process.execPath, process.argv[1] ?? 'nixai'] : [own];
}

/** Where nixai's folders are, where that is not where they usually are. */
function environmentOf(host: Host, isUsers: boolean): Readonly<Record<string, string>> {
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
  return { ...(isUsers ? {} : { HOME: home }), ...Object.fromEntries(moved) };
}

/** A time that systemd takes, by its own word where it is at hand. @throws NixaiError `usage`. */
export async function checkedCalendar(host: Host, text: string): Promise<string> {
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

/** Where units lie that a person or an administrator has written. */
async function usualFolder(
  host: Host,
  format: WrittenTimer['format'],
  isRoot: boolean,
): Promise<string> {
  if (format === 'nixos') return host.config.get('nixos_folder');
  return isRoot ? '/etc/systemd/system' : join(host.paths.config, '..', 'systemd/user');
}

function unitsOf(
  timer: Timer,
  format: WrittenTimer['format'],
  { folder, usual }: Readonly<Record<'folder' | 'usual', string>>,
  isRoot: boolean,
): Pick<WrittenTimer, 'units' | 'start'> {
  const { name } = timer;
  if (format === 'nixos') {
    const path = join(folder, `${name}.nix`);
    const start = [`imports = [ ./${name}.nix ];`, 'sudo nixos-rebuild switch'];
    return { units: [{ path, content: timerModule(timer) }], start };
  }
  const text = timerUnits(timer);
  const systemctl = isRoot ? 'systemctl' : 'systemctl --user';
  const units = [
    { path: join(folder, `${name}.service`), content: text.service },
    { path: join(folder, `${name}.timer`), content: text.timer },
  ];
  const into = shellWord(usual);
  const from = units.map(({ path }) => shellWord(path)).join(' ');
  return {
    units,
    start: [
      // systemd looks for units in folders of its own alone.
      ...(folder === usual ? [] : [`mkdir -p ${into} && cp ${from} ${into}`]),
      `${systemctl} daemon-reload`,
      `${systemctl} enable --now ${name}.timer`,
    ],
  };
}
