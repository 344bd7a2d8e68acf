/** Called for each place where an anchor ends: its index, and the offset behind it. */
export type OnAnchor = (anchor: number, end: number) => void;

/** Finds many literal strings in one pass over bytes, in linear time whatever the bytes are. */
export interface AnchorScanner {
  /** Scans `bytes[from, to)`; matches may begin before `from`, as `state` remembers. */
  scan(bytes: Uint8Array, from: number, to: number, onAnchor: OnAnchor): void;
}

/**
 * Makes scanners, each with a state of its own: an Aho–Corasick automaton as one flat table. Bytes that no
 * anchor holds share a column. A place of the table is filled when a log first comes to it: a short log
 * comes to a hundredth of them, and to make all takes longer than to scan it. What is there is a state's
 * row; below zero where the state ends an anchor, and zero where nothing is known yet, so that the inner
 * loop is one look-up and one comparison.
 */
export function compileAnchors(anchors: readonly string[]): () => AnchorScanner {
  const { column, width } = columnsOf(anchors);
  const states = statesOf(anchors);
  // Memory that nothing is written to is not taken.
  const table = new Int32Array((states.most + 1) * width);
  /** Fills the place of a byte in the row of a state. */
  function fill(row: number, byte: number): number {
    const next = states.after(row / width, byte);
    const entry = states.ends(next).length > 0 ? -next * width : next * width;
    table[row + (column[byte] as number)] = entry;
    return entry;
  }
  return () => {
    let state = root * width;
    return {
      scan(bytes, from, to, onAnchor) {
        let row = state;
        for (let offset = from; offset < to; offset++) {
          // Both look-ups are inside their tables: a byte is < 256, a state was read from the table.
          const byte = bytes[offset] as number;
          let next = table[row + (column[byte] as number)] as number;
          if (next <= 0) {
            if (next === 0) next = fill(row, byte);
            if (next < 0) {
              next = -next;
              for (const anchor of states.ends(next / width)) onAnchor(anchor, offset + 1);
            }
          }
          row = next;
        }
        state = row;
      },
    };
  };
}

/** Which column of the table a byte has; 0 for bytes that no anchor holds. */
function columnsOf(anchors: readonly string[]): { column: Uint8Array; width: number } {
  const column = new Uint8Array(256);
  let width = 1;
  for (const byte of Buffer.from(anchors.join(''), 'latin1'))
    if (column[byte] === 0) column[byte] = width++;
  return { column, width };
}

/** The state in which nothing of any anchor has been read. */
const root = 1;

/** A beginning of some anchors: those that begin so are neighbours where all are sorted. */
interface Beginning {
  readonly parent: number;
  /** The last byte of it. */
  readonly byte: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
  /** Where each byte that was asked for leads to, in the trie. */
  readonly children: Map<number, number | undefined>;
  /** The state of its longest ending that is a beginning, too. */
  fail?: number;
  /** The anchors that end there. */
  ends?: readonly number[];
}

/** The states of the automaton, each made when it is first come to. */
function statesOf(anchors: readonly string[]) {
  const sorted = anchors
    .map((text, index) => ({ text, index }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.index - b.index));
  const codeAt = (place: number, at: number) => sorted[place]?.text.charCodeAt(at);
  const empty = { parent: 0, byte: 0, length: 0, from: 0, children: new Map() };
  // The first stands for nothing: a zero in the table says that nothing is known.
  const all: Beginning[] = [
    { ...empty, to: 0 },
    { ...empty, to: sorted.length },
  ];
  const at = (state: number) => all[state] as Beginning;

  function child(state: number, byte: number): number | undefined {
    const { length, from, to, children } = at(state);
    if (children.has(byte)) return children.get(byte);
    let first = from;
    while (first < to && codeAt(first, length) !== byte) first++;
    let end = first;
    while (end < to && codeAt(end, length) === byte) end++;
    const made =
      first < end
        ? all.push({
            parent: state,
            byte,
            length: length + 1,
            from: first,
            to: end,
            children: new Map(),
          }) - 1
        : undefined;
    children.set(byte, made);
    return made;
  }

  function fail(state: number): number {
    const { parent, byte, length, fail: known } = at(state);
    return known ?? (at(state).fail = length <= 1 ? root : after(fail(parent), byte));
  }

  /** The state after one byte more. */
  function after(state: number, byte: number): number {
    const next = child(state, byte);
    if (next !== undefined) return next;
    return state === root ? root : after(fail(state), byte);
  }

  function ends(state: number): readonly number[] {
    if (state === root) return [];
    const { length, from, to, ends: known } = at(state);
    if (known !== undefined) return known;
    const own: number[] = [];
    for (let place = from; place < to && sorted[place]?.text.length === length; place++)
      own.push(sorted[place]?.index as number);
    return (at(state).ends = [...own, ...ends(fail(state))]);
  }

  return {
    /** More than there can be. */
    most: anchors.reduce((sum, { length }) => sum + length, 2),
    after,
    ends,
  };
}
