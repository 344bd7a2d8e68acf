import type { Arg, Completion, Flag, Host, LoadedCommand } from '@nixai/api';
import { commandAt, type CatalogEntry } from '../catalog.js';
import { splitLine, withoutProgram } from './line.js';

/** What may stand where a line ends. */
export async function completeLine(
  host: Host,
  catalog: readonly CatalogEntry[],
  line: string,
  signal: AbortSignal,
): Promise<readonly Completion[]> {
  const { words, last } = splitLine(line);
  const typed = withoutProgram(words);
  const shown = catalog.filter(({ hidden }) => !hidden);
  const found = commandAt(catalog, typed);
  const names = last.startsWith('-') ? [] : nextWords(shown, typed, last);
  if (found === undefined) return names;
  const command = await found.entry.load();
  const inCommand = await completeInCommand({ host, command, words: found.rest, last, signal });
  return [...names, ...inCommand];
}

/** The words that may follow in the name of a command. */
function nextWords(
  catalog: readonly CatalogEntry[],
  typed: readonly string[],
  last: string,
): readonly Completion[] {
  const next = new Map<string, Completion>();
  for (const { id, summary } of catalog) {
    const parts = id.split(' ');
    const value = parts[typed.length];
    if (value === undefined || !typed.every((word, at) => parts[at] === word)) continue;
    if (!value.startsWith(last)) continue;
    // Of `config`, which only begins other names, there is nothing to say.
    const about = parts.length === typed.length + 1 ? summary : undefined;
    next.set(value, { value, about: about ?? next.get(value)?.about });
  }
  return [...next.values()].sort((one, other) => (one.value < other.value ? -1 : 1));
}

interface Place {
  readonly host: Host;
  readonly command: LoadedCommand;
  /** The words after the command's name that are over. */
  readonly words: readonly string[];
  readonly last: string;
  readonly signal: AbortSignal;
}

async function completeInCommand(place: Place): Promise<readonly Completion[]> {
  const { command, words, last } = place;
  const flags: Readonly<Record<string, Flag<unknown>>> = { ...command.flags, ...command.baseFlags };
  const { given, args, open, isOver } = readWords(flags, words);
  const ask = (spec: Flag<unknown> | Arg<unknown> | undefined, word: string) =>
    valuesOf(spec, word, { ...place, given, args });
  if (open !== undefined) return ask(open, last);
  const attached = /^(--[^=]+=)(.*)$/s.exec(last);
  if (attached !== null && !isOver) {
    const [, head = '', word = ''] = attached;
    const values = await ask(flags[head.slice(2, -1)], word);
    return values.map((one) => ({ ...one, value: head + one.value }));
  }
  if (last.startsWith('-') && !isOver) return flagNames(flags, given, last);
  const specs = Object.values(command.args ?? {});
  const at =
    specs.at(-1)?.multiple === true ? Math.min(args.length, specs.length - 1) : args.length;
  return ask(specs[at], last);
}

/** What the words before the cursor have said. */
function readWords(flags: Readonly<Record<string, Flag<unknown>>>, words: readonly string[]) {
  const given: Record<string, unknown> = {};
  const args: string[] = [];
  /** The flag that waits for its value. */
  let open: Flag<unknown> | undefined;
  let openName = '';
  let isOver = false;
  for (const word of words) {
    if (open !== undefined) {
      given[openName] = word;
      open = undefined;
    } else if (word === '--' && !isOver) isOver = true;
    else if (word.startsWith('-') && word !== '-' && !isOver) {
      const [, dashes = '', name = '', value] = /^(--?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      const [long, flag] = Object.entries(flags).find(([key, { char }]) =>
        dashes === '--' ? key === name : char === name,
      ) ?? [name, undefined];
      given[long] = value ?? true;
      if (flag?.type === 'option' && value === undefined) [open, openName] = [flag, long];
    } else args.push(word);
  }
  return { given, args, open, isOver };
}

function flagNames(
  flags: Readonly<Record<string, Flag<unknown>>>,
  given: Readonly<Record<string, unknown>>,
  word: string,
): readonly Completion[] {
  const all = { ...flags, json: { description: 'Print one JSON document' } as Flag<unknown> };
  return Object.entries(all)
    .filter(([name, { hidden, multiple }]) => !hidden && (multiple === true || !(name in given)))
    .map(([name, { description }]) => ({ value: `--${name}`, about: description }))
    .filter(({ value }) => value.startsWith(word))
    .sort((one, other) => (one.value < other.value ? -1 : 1));
}

async function valuesOf(
  spec: Flag<unknown> | Arg<unknown> | undefined,
  word: string,
  place: Place & {
    readonly given: Readonly<Record<string, unknown>>;
    readonly args: readonly string[];
  },
): Promise<readonly Completion[]> {
  if (spec === undefined) return [];
  const { host, given: flags, args, signal } = place;
  const fixed = (spec.options ?? []).map((value) => ({ value }));
  const found = await spec.complete?.({ word, flags, args, host, signal }).catch(() => []);
  return [...fixed, ...(found ?? [])].filter(({ value }) => value.startsWith(word));
}
