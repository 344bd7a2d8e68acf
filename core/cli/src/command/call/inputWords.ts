import { ExitCode, NixaiError, type CommandInput, type LoadedCommand } from '@nixai/api';

/**
 * Named values as the words that a person would have typed: what they mean is decided in one place,
 * the parser.
 * @throws NixaiError `usage` for a name that the command does not have, or a value that is no word.
 */
export function inputWords(command: LoadedCommand, input: CommandInput): readonly string[] {
  if ('argv' in input) return input.argv;
  const { flags = {}, args = {} } = input;
  const known = { ...command.flags, ...command.baseFlags };
  const words = Object.entries(flags).flatMap(([name, value]) => {
    const spec = Object.hasOwn(known, name) ? known[name] : undefined;
    if (spec === undefined) throw unknownName(`--${name}`, Object.keys(known), command);
    if (value === undefined || value === null) return [];
    if (spec.type !== 'boolean')
      return valuesOf(value, `--${name}`, command).map((word) => `--${name}=${word}`);
    if (typeof value !== 'boolean') throw wrongValue(`--${name}`, 'true or false', command);
    if (value) return [`--${name}`];
    return spec.allowNo === true ? [`--no-${name}`] : [];
  });
  return [...words, ...positionals(command, args)];
}

function positionals(
  command: LoadedCommand,
  args: Readonly<Record<string, unknown>>,
): readonly string[] {
  const declared = Object.keys(command.args ?? {});
  const stranger = Object.keys(args).find((name) => !declared.includes(name));
  if (stranger !== undefined) throw unknownName(stranger, declared, command);
  const given = declared.map((name) => valuesOf(args[name] ?? [], name, command));
  const gap = given.findIndex((words) => words.length === 0);
  const later = given.findLastIndex((words) => words.length > 0);
  if (gap >= 0 && later > gap)
    throw wrongValue(declared[gap] ?? '', `a value, since ${declared[later]} has one`, command);
  const words = given.flat();
  return words.length > 0 ? ['--', ...words] : [];
}

function valuesOf(value: unknown, name: string, command: LoadedCommand): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
      return String(one);
    throw wrongValue(name, 'text, a number or a list of them', command);
  });
}

function unknownName(name: string, known: readonly string[], command: LoadedCommand): NixaiError {
  return usage(command, `there is no ${name}`, `there are: ${known.join(', ') || 'none'}`);
}

function wrongValue(name: string, wanted: string, command: LoadedCommand): NixaiError {
  return usage(command, `${name} takes ${wanted}`);
}

function usage({ id = '' }: LoadedCommand, what: string, why?: string): NixaiError {
  return new NixaiError({
    code: 'usage',
    what,
    why,
    hint: `nixai ${id.replaceAll(':', ' ')} --help`,
    exitCode: ExitCode.usage,
  });
}
