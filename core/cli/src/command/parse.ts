import { parse } from '@oclif/core/parser';
import { ExitCode, NixaiError, messageOf, type LoadedCommand } from '@nixai/api';
import { nearestWords } from '@nixai/language';

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
  try {
    const parsed = await parse([...argv], input as unknown as Parameters<typeof parse>[1]);
    return {
      flags: parsed.flags as Record<string, unknown>,
      args: parsed.args as Record<string, unknown>,
      argv: parsed.argv as string[],
    };
  } catch (error) {
    throw usageError(error, command.id ?? '', Object.keys(flags));
  }
}

/** oclif's parser reads the name of a flag from the flag itself. */
function named<T extends object>(specs: Record<string, T>): Record<string, T & { name: string }> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, { input: [], ...spec, name }]),
  );
}

function usageError(error: unknown, id: string, flags: readonly string[]): NixaiError {
  const [what = '', ...why] = messageOf(error)
    .replace(/\n?See more help with --help/, '')
    .replace(/^Parsing (--\S+)\s*\n/, '$1 does not take that value\n')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const wrong = /^Nonexistent flag: --([\w-]+)/.exec(what)?.[1];
  const near = wrong === undefined ? undefined : nearestWords(wrong, flags)[0];
  if (near !== undefined) why.push(`nearest: --${near}`);
  return new NixaiError({
    code: 'usage',
    what: what.replace(/:$/, ''),
    why: why.length > 0 ? why.map((line) => line.trim()).join('; ') : undefined,
    hint: `nixai ${id.replaceAll(':', ' ')} --help`,
    exitCode: ExitCode.usage,
    cause: error,
  });
}

/** True if the words ask for JSON; known before parsing, so that a usage error is JSON too. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}
