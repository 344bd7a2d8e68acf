import { stripVTControlCharacters } from 'node:util';
import type { parse as Parse } from '@oclif/core/parser';
import {
  ExitCode,
  NixaiError,
  isNixaiError,
  messageOf,
  type Flag,
  type LoadedCommand,
} from '@nixai/api';
import { nearestWords } from '@nixai/language';
import type { Telling } from './failure.js';

export interface Parsed {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: Readonly<Record<string, unknown>>;
  /** The positional words. */
  readonly argv: readonly string[];
}

const json = {
  type: 'boolean',
  description: 'Print one JSON document',
  helpGroup: 'GLOBAL',
} as const;

/**
 * Reads a command line with oclif's parser.
 * @throws NixaiError `usage` (exit 2), with the parser's own words.
 */
export async function parseCommand(
  command: LoadedCommand,
  argv: readonly string[],
): Promise<Parsed> {
  const flags = named({ json, ...command.baseFlags, ...command.flags });
  // What is piped in is the command's to read (`stdin` of its context), never a missing word.
  const args = named(
    Object.fromEntries(
      Object.entries(command.args ?? {}).map(([name, arg]) => [
        name,
        { ...arg, ignoreStdin: true },
      ]),
    ),
  );
  // Our flags are the same data as oclif's, but typed without oclif (see flags.ts of the api).
  const input = { flags, args, strict: command.strict ?? true, context: undefined };
  const { parse } = await import('./oclifParser.js');
  try {
    const parsed = await parse([...argv], input as unknown as Parameters<typeof Parse>[1]);
    const given = parsed.raw.flatMap((token) => (token.type === 'flag' ? [token.flag] : []));
    refuseGroups(command, given);
    const rest = Object.entries(command.args ?? {}).filter(([, { multiple }]) => multiple === true);
    return {
      flags: endless({ ...off(flags), ...defined(parsed.flags) }, flags),
      args: { ...Object.fromEntries(rest.map(([name]) => [name, []])), ...defined(parsed.args) },
      argv: parsed.argv as string[],
    };
  } catch (error) {
    if (isNixaiError(error)) throw error;
    throw await usageError(error, command.id ?? '', flags);
  }
}

/** What never ends cannot be one document: `--json --watch` prints one a line, as `--ndjson` does. */
function endless(given: Record<string, unknown>, known: object): Record<string, unknown> {
  const streams = given['json'] === true && given['watch'] === true && 'ndjson' in known;
  return streams ? { ...given, ndjson: true } : given;
}

/** @throws NixaiError `usage` where of a group not exactly one flag was given. */
function refuseGroups({ exactlyOne = [], id = '' }: LoadedCommand, given: readonly string[]): void {
  for (const group of exactlyOne) {
    const count = group.filter((name) => given.includes(name)).length;
    if (count === 1) continue;
    throw new NixaiError({
      code: 'usage',
      what: `${count === 0 ? 'one' : 'only one'} of ${group.map((name) => `--${name}`).join(', ')} has to be given`,
      hint: `nixai ${id.replaceAll(':', ' ')} --help`,
      exitCode: ExitCode.usage,
    });
  }
}

/** A switch that is not given is off: oclif would leave it out. */
const off = (flags: Readonly<Record<string, { readonly type: Flag<unknown>['type'] }>>) =>
  Object.fromEntries(
    Object.entries(flags)
      .filter(([, { type }]) => type === 'boolean')
      .map(([name]) => [name, false]),
  );

const defined = (values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** oclif's parser reads the name of a flag from the flag itself. */
function named<T extends object>(specs: Record<string, T>): Record<string, T & { name: string }> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, { input: [], ...spec, name }]),
  );
}

type Described = Readonly<Record<string, { readonly description?: string }>>;

/** oclif's errors for a missing word have what it is. */
interface MissingArgs {
  readonly args?: readonly { readonly name?: string; readonly description?: string }[];
}

/** What has to be given and was not, in a line; undefined for another error. */
function missing(error: unknown, message: string, flags: Described): string | undefined {
  const shown = (name: string, about = '') => (about === '' ? name : `${name} (${about})`);
  const words = /^Missing \d+ required arg/.test(message) ? (error as MissingArgs).args : undefined;
  const given = [...message.matchAll(/^[ \t]*Missing required flag (\S+)$/gm)].map(
    ([, name]) => name!,
  );
  const all = [
    ...(words ?? []).map(({ name = '', description }) => shown(name.toUpperCase(), description)),
    ...given.map((name) => shown(`--${name}`, flags[name]?.description)),
  ];
  return all.length === 0 ? undefined : `missing: ${all.join(', ')}`;
}

/** One that is spelt like it, or has it for its last word: `--port` for `--ssh-port`. */
const nearestFlag = (wrong: string, names: readonly string[]): string | undefined =>
  nearestWords(wrong, names)[0] ?? names.find((name) => name.endsWith(`-${wrong}`));

/** `undo --list`: what is typed as a flag is a command below this one. */
async function commandBelow(id: string, name: string): Promise<string | undefined> {
  const { isCommand } = await import('../host/directStart.js');
  const typed = `${id.replaceAll(':', ' ')} ${name}`;
  return isCommand(typed) ? typed : undefined;
}

async function usageError(error: unknown, id: string, flags: Described): Promise<NixaiError> {
  const message = stripVTControlCharacters(messageOf(error));
  const [what = '', ...why] = (missing(error, message, flags) ?? message)
    .replace(/\n?See more help with --help/, '')
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/^Parsing (--\S+)\s*\n/, '$1 does not take that value\n')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const wrong = /^Nonexistent flag: --([\w-]+)/.exec(what)?.[1];
  const near = wrong === undefined ? undefined : nearestFlag(wrong, Object.keys(flags));
  const below = wrong === undefined ? undefined : await commandBelow(id, wrong);
  if (below !== undefined) why.push(`nearest: ${below}`);
  else if (near !== undefined) why.push(`nearest: --${near}`);
  return new NixaiError({
    code: 'usage',
    what: what.replace(/:$/, ''),
    why: why.length > 0 ? why.map((line) => line.trim()).join('; ') : undefined,
    hint: `nixai ${below ?? `${id.replaceAll(':', ' ')} --help`}`,
    exitCode: ExitCode.usage,
    cause: error,
  });
}

/** How a failure is to be told; known before parsing, so that a usage error is JSON too. */
export function tellingOf(argv: readonly string[], env = process.env): Telling {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const debug = words.includes('--debug') || env['NIXAI_LOG_LEVEL'] === 'debug';
  const isJson = words.includes('--json');
  const isLines = words.includes('--ndjson') || (isJson && words.includes('--watch'));
  const json = isLines ? 'line' : isJson && 'document';
  return { json, debug };
}
