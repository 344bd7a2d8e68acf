import { ExitCode, NixaiError, shellWord } from '@nixai/api';
import { attributeName, quoted } from '@nixai/nix/quoting';

/** Something that a machine does again and again. */
export interface Timer {
  /** The name of its two units: `nixai-store-backup`. */
  readonly name: string;
  readonly description: string;
  /** The words that are run; the first one is a program on PATH, or its whole path. */
  readonly argv: readonly string[];
  /** As systemd's OnCalendar. */
  readonly when: string;
  readonly environment: Readonly<Record<string, string>>;
  /** More lines of its `[Service]`. */
  readonly service: Readonly<Record<string, string>>;
  /** By how much it may be late, so that many machines do not begin at once. */
  readonly delay?: string;
  /** Packages of NixOS that it needs on PATH: `pkgs.restic`. */
  readonly packages: readonly string[];
  /** Whether it is of a person, and not of the machine: such a one knows no network target. */
  readonly isUsers?: boolean;
}

/** A module for NixOS. */
export function timerModule(given: Timer): string {
  const timer = checked(given);
  const { name, description, argv, when, environment, service, delay, packages } = timer;
  const unit = attributeName(name);
  const lines = (values: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(values).map(([key, value]) => `      ${key} = ${quoted(value)};`);
  return `{ pkgs, ... }:
{
  systemd.services.${unit} = {
    description = ${quoted(description)};
    wants = [ "network-online.target" ];
    after = [ "network-online.target" ];
    path = [ ${['"/run/current-system/sw"', ...packages].join(' ')} ];
    environment = {
${lines(environment).join('\n')}
    };
    serviceConfig = {
      Type = "oneshot";
${lines(service).join('\n')}
    };
    script = ${quoted(`exec ${argv.map(shellWord).join(' ')}`)};
  };
  systemd.timers.${unit} = {
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = ${quoted(when)};
      Persistent = true;${delay === undefined ? '' : `\n      RandomizedDelaySec = ${quoted(delay)};`}
    };
  };
}
`;
}

/** The same as two units, for a machine that is not NixOS. */
export function timerUnits(given: Timer): { readonly service: string; readonly timer: string } {
  const { description, argv, when, environment, service, delay, isUsers } = checked(given);
  const [program = '', ...words] = argv;
  // systemd looks for programs in few places of its own.
  const start = program.startsWith('/') ? [program] : ['/usr/bin/env', program];
  return {
    service: [
      '[Unit]',
      `Description=${escaped(description)}`,
      ...(isUsers === true ? [] : ['Wants=network-online.target', 'After=network-online.target']),
      '',
      '[Service]',
      'Type=oneshot',
      ...Object.entries(environment).map(
        ([key, value]) => `Environment=${unitWord(`${key}=${value}`, false)}`,
      ),
      ...Object.entries(service).map(([key, value]) => `${key}=${value}`),
      `ExecStart=${[...start, ...words].map((word) => unitWord(word, true)).join(' ')}`,
      '',
    ].join('\n'),
    timer: [
      '[Unit]',
      `Description=${escaped(description)}`,
      '',
      '[Timer]',
      `OnCalendar=${when}`,
      'Persistent=true',
      ...(delay === undefined ? [] : [`RandomizedDelaySec=${delay}`]),
      '',
      '[Install]',
      'WantedBy=timers.target',
      '',
    ].join('\n'),
  };
}

/** @throws NixaiError `usage` for a word that could end the line that it stands in. */
function checked(timer: Timer): Timer {
  const words = [timer.description, timer.when, ...timer.argv, ...Object.values(timer.environment)];
  const odd = words.find((word) => /[\n\r\0]/.test(word));
  if (odd === undefined) return timer;
  throw new NixaiError({
    code: 'usage',
    what: 'a word with a line break cannot be in a unit',
    exitCode: ExitCode.usage,
  });
}

const escaped = (text: string): string => text.replaceAll('%', '%%');

/** systemd's own quoting; `%` is its own, and in a command `$` as well. */
function unitWord(word: string, isCommand: boolean): string {
  const plain = escaped(isCommand ? word.replaceAll('$', '$$$$') : word);
  return /^[\w./:@=,+%$-]+$/.test(plain) ? plain : `"${plain.replace(/[\\"]/g, '\\$&')}"`;
}
