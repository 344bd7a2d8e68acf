// What is said of a command wherever it is described: in its manual page, and on its page of the site.
import type { Command } from '@oclif/core';

type Flag = Command.Loadable['flags'][string];

/** A flag as it is listed. */
export interface FlagWords {
  /** `-c, --context-file FILE|…` */
  readonly names: string;
  readonly about: string;
}

export const spaced = (id: string): string => id.replaceAll(':', ' ');

/** The first word of a command's name: commands of one family stand on one manual page. */
export const familyOf = ({ id }: Command.Loadable): string => id.split(':')[0] ?? id;

/** oclif's own commands have a description alone. */
export const summaryOf = ({ summary, description = '' }: Command.Loadable): string =>
  summary ?? description.split('\n')[0] ?? '';

export const isGlobal = ({ helpGroup }: Flag): boolean => helpGroup === 'GLOBAL';

/** What help shows, by name. */
export const visibleOf = (commands: readonly Command.Loadable[]): Command.Loadable[] =>
  commands
    .filter(({ hidden }) => hidden !== true)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** The arguments that help shows. */
export const argsOf = ({ args }: Command.Loadable): Command.Loadable['args'][string][] =>
  Object.values(args).filter(({ hidden }) => hidden !== true);

/** What follows a command on its line: `KEY [VALUE…] [OPTION…]`. */
export function usageOf(command: Command.Loadable): string {
  const shown = argsOf(command).map(({ name, required, multiple }) => {
    const word = `${name.toUpperCase()}${multiple === true ? '…' : ''}`;
    return required === true ? word : `[${word}]`;
  });
  return [...shown, '[OPTION…]'].join(' ');
}

/** The flags of some commands that help shows and that are wanted, each once. */
export function flagsOf(
  commands: readonly Command.Loadable[],
  wanted: (flag: Flag) => boolean,
): FlagWords[] {
  const flags = commands.flatMap((one) => Object.values(one.flags));
  const shown = flags.filter((flag) => flag.hidden !== true && wanted(flag));
  return [...new Map(shown.map((flag) => [flag.name, flag])).values()].map((flag) => {
    const names = [flag.char && `-${flag.char}`, `--${flag.name}`].filter(Boolean).join(', ');
    const value = flag.type === 'option' ? ` ${flag.options?.join('|') ?? 'VALUE'}` : '';
    return { names: `${names}${value}`, about: flag.summary ?? flag.description ?? '' };
  });
}

/** The lines of a command's examples. */
export const examplesOf = ({ examples = [] }: Command.Loadable): string[] =>
  examples
    .map((one) => (typeof one === 'string' ? one : one.command))
    .flatMap((one) => one.split('\n'));

/** What an exit code says; a command whose codes say something else tells so in its description. */
export const exitCodes = [
  ['0', 'It worked.'],
  ['1', 'It did not, or something was found.'],
  ['2', 'The command line is wrong.'],
  ['3', 'There is no provider.'],
  ['4', 'The key or the quota of a provider.'],
  ['5', 'Refused.'],
  ['6', 'Locked.'],
  ['130', 'Ended with Ctrl-C.'],
] as const;
