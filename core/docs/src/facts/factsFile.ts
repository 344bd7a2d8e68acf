import type { OptionSet } from '@nixai/api';
import { partsOf } from '@nixai/safety/place';
import { nameList, packNames, type NameList } from '../index/nameList.js';
import { once } from '../index/once.js';
import { leafCounts, postingsOf, sortedByName } from '../index/wordLists.js';

/** What is known of one option: no prose. */
export interface OptionFact {
  readonly name: string;
  readonly type: string;
  /** Nix code; empty where it is not known or long. */
  readonly default: string;
  /** Paths of the modules that declare it, inside their repository. */
  readonly places: readonly string[];
}

export interface FactsMeta {
  readonly set: OptionSet;
  /** What the set was made from: `nixos-25.05`. */
  readonly release: string;
  /** A year and month. */
  readonly date: string;
  /** The newest release whose notes were laid over it: `26.11`; absent where none were. */
  readonly until?: string;
}

/** The facts of an option set in one file, as they are asked for: nothing in it is parsed whole. */
export interface FactsFile {
  readonly meta: FactsMeta;
  /** Sorted by UTF-16 code units; its places are the ids. */
  readonly names: NameList;
  typeOf(id: number): string;
  defaultOf(id: number): string;
  placesOf(id: number): readonly string[];
  /** Whether the name went or moved in a later release than the set was made from. */
  hasMoved(id: number): boolean;
  /** Names all below which went or moved. */
  readonly movedBlocks: ReadonlySet<string>;
  leafCount(id: number): number;
  /** The words of all names, sorted; those of an id are found through them. */
  readonly words: NameList;
  /** Ids of the names that have the word of that place. */
  withWord(place: number): Uint32Array;
}

type Section = readonly [start: number, length: number];

interface Header {
  readonly meta: FactsMeta;
  readonly sections: Readonly<Record<string, Section>>;
}

const magic = 'nixai facts 1\n';

/**
 * Lays the facts out for {@link openFacts}.
 * @param hasMoved whether a rename speaks of a name.
 * @param movedBlocks see {@link FactsFile}.
 */
export function packFacts(
  meta: FactsMeta,
  given: readonly OptionFact[],
  hasMoved: (name: string) => boolean,
  movedBlocks: readonly string[],
): Buffer {
  const entries = sortedByName(given.map((fact) => ({ ...fact, body: undefined, text: '' })));
  const facts = entries as unknown as readonly OptionFact[];
  const postings = postingsOf(entries);
  const words = [...postings.keys()].sort();
  const ids = words.map((word) => postings.get(word) ?? new Uint32Array());
  const parts: Record<string, Buffer> = {};
  putList(
    parts,
    'names',
    facts.map(({ name }) => name),
  );
  putList(parts, 'words', words);
  putShared(
    parts,
    'types',
    facts.map(({ type }) => type),
  );
  putShared(
    parts,
    'defaults',
    facts.map((fact) => fact.default),
  );
  putShared(
    parts,
    'places',
    facts.map(({ places }) => places.join('\n')),
  );
  parts.moved = bytesOf(facts.flatMap(({ name }, id) => (hasMoved(name) ? [id] : [])));
  parts.blocks = Buffer.from(movedBlocks.join('\n'));
  parts.leaves = bytesOf(leafCounts(entries, postings));
  parts.postings = bytesOf(ids.flatMap((some) => [...some]));
  parts.postingEnds = bytesOf(ends(ids.map(({ length }) => length)));
  return assemble(meta, parts);
}

function putList(parts: Record<string, Buffer>, name: string, texts: readonly string[]): void {
  const packed = packNames(texts);
  parts[name] = packed.text;
  parts[`${name}Ends`] = bytesOf(packed.ends);
}

/** Texts that many options share, each once, and which of them each option has. */
function putShared(parts: Record<string, Buffer>, name: string, texts: readonly string[]): void {
  const distinct = [...new Set(texts)];
  const numbers = new Map(distinct.map((text, number) => [text, number]));
  putList(parts, name, distinct);
  parts[`${name}Of`] = bytesOf(texts.map((text) => numbers.get(text) ?? 0));
}

function ends(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => (end += length));
}

const bytesOf = (numbers: ArrayLike<number>): Buffer =>
  Buffer.from(Uint32Array.from(numbers).buffer);

/** Every section begins at a multiple of four: its numbers are read where they lie. */
const aligned = (length: number): number => Math.ceil(length / 4) * 4;

function assemble(meta: FactsMeta, parts: Readonly<Record<string, Buffer>>): Buffer {
  let start = 0;
  const sections: Record<string, Section> = {};
  for (const [name, { length }] of Object.entries(parts)) {
    sections[name] = [start, length];
    start += aligned(length);
  }
  const header = `${magic}${JSON.stringify({ meta, sections } satisfies Header)}\n`;
  const head = Buffer.alloc(aligned(Buffer.byteLength(header)), '\n');
  head.write(header);
  const body = Object.values(parts).map((part) => {
    const padded = Buffer.alloc(aligned(part.length));
    part.copy(padded);
    return padded;
  });
  return Buffer.concat([head, ...body]);
}

/** Bytes in which the header ends; a file has more. */
const headLength = 4096;

/**
 * Opens a file of facts; each part of it is read when it is first asked for, from the file that was there
 * then: most questions need a few of its eighteen parts.
 * @throws Error where it is not what {@link packFacts} made.
 */
export function openFacts(path: string): FactsFile {
  const read = partsOf(path);
  const head = read(0, headLength);
  const line = head.indexOf('\n', magic.length);
  if (head.toString('latin1', 0, magic.length) !== magic || line < 0)
    throw new Error(`${path} is no file of option facts`);
  const { meta, sections } = JSON.parse(head.toString('utf8', magic.length, line)) as Header;
  const base = aligned(line + 1);

  const section = (name: string): Buffer => {
    const [start, length] = sections[name] ?? [0, 0];
    return read(base + start, length);
  };
  const numbers = (name: string): Uint32Array => {
    const { buffer, byteLength } = section(name);
    return new Uint32Array(buffer, 0, byteLength / 4);
  };
  const list = (name: string) =>
    once(() => nameList({ text: section(name), ends: numbers(`${name}Ends`) }));
  function shared(name: string): (id: number) => string {
    const texts = list(name);
    const of = once(() => numbers(`${name}Of`));
    return (id) => texts().at(of()[id] ?? 0);
  }

  const [names, words, placesOf] = [list('names'), list('words'), shared('places')];
  const moved = once(() => new Set(numbers('moved')));
  const blocks = once(() => new Set(section('blocks').toString().split('\n')));
  const leaves = once(() => numbers('leaves'));
  const postings = once(() => numbers('postings'));
  const postingEnds = once(() => numbers('postingEnds'));
  return {
    meta,
    get names() {
      return names();
    },
    get words() {
      return words();
    },
    typeOf: shared('types'),
    defaultOf: shared('defaults'),
    placesOf: (id) => placesOf(id).split('\n').filter(Boolean),
    get movedBlocks() {
      return blocks();
    },
    hasMoved: (id) => moved().has(id),
    leafCount: (id) => leaves()[id] ?? 0,
    withWord: (place) =>
      postings().subarray(postingEnds()[place - 1] ?? 0, postingEnds()[place] ?? 0),
  };
}
