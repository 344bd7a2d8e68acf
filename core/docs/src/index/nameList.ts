/** The names of an index in the order of their ids; a name is made only when it is asked for. */
export interface NameList {
  readonly length: number;
  /** Empty where there is no such id. */
  at(id: number): string;
  /** Bytes of the name. */
  lengthOf(id: number): number;
  [Symbol.iterator](): Iterator<string>;
}

/** Names one after the other, and the place where each ends. */
export interface PackedNames {
  readonly text: Buffer;
  readonly ends: Uint32Array;
}

export function packNames(names: readonly string[]): PackedNames {
  const ends = new Uint32Array(names.length);
  let end = 0;
  names.forEach((name, id) => (ends[id] = end += Buffer.byteLength(name)));
  return { text: Buffer.from(names.join('')), ends };
}

/** Reads packed names: 20,000 strings at once would cost more than the search that needs a few. */
export function nameList({ text, ends }: PackedNames): NameList {
  const start = (id: number) => (id === 0 ? 0 : (ends[id - 1] ?? 0));
  // A search by halves meets the same names again and again.
  const made: string[] = [];
  const at = (id: number) => (made[id] ??= text.toString('utf8', start(id), ends[id] ?? 0));
  return {
    length: ends.length,
    at,
    lengthOf: (id) => (ends[id] ?? 0) - start(id),
    *[Symbol.iterator]() {
      for (let id = 0; id < ends.length; id++) yield at(id);
    },
  };
}
