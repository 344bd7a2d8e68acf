/** Called for each place where an anchor ends: its index, and the offset behind it. */
export type OnAnchor = (anchor: number, end: number) => void;

/** Finds many literal strings in one pass over bytes, in linear time whatever the bytes are. */
export interface AnchorScanner {
  /** Scans `bytes[from, to)`; matches may begin before `from`, as `state` remembers. */
  scan(bytes: Uint8Array, from: number, to: number, onAnchor: OnAnchor): void;
}

/**
 * Makes scanners, each with a state of its own: an Aho–Corasick automaton as one flat table. Bytes that no anchor holds share a column, and
 * states that end an anchor come last, so that the inner loop is one look-up and one comparison.
 */
export function compileAnchors(anchors: readonly string[]): () => AnchorScanner {
  const { column, width } = columnsOf(anchors);
  const trie = trieOf(anchors, column, width);
  const { table, firstFinal, ends } = automatonOf(trie, width);
  return () => scannerOf(table, column, width, firstFinal, ends);
}

function scannerOf(
  table: Int32Array,
  column: Uint8Array,
  width: number,
  firstFinal: number,
  ends: readonly (readonly number[])[],
): AnchorScanner {
  let state = 0;
  return {
    scan(bytes, from, to, onAnchor) {
      let at = state;
      for (let offset = from; offset < to; offset++) {
        // Both look-ups are inside their tables: a byte is < 256, a state was read from the table.
        at = table[at + (column[bytes[offset] as number] as number)] as number;
        if (at >= firstFinal)
          for (const anchor of ends[at / width] ?? []) onAnchor(anchor, offset + 1);
      }
      state = at;
    },
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

interface Trie {
  /** The child of node n by column c at `n * width + c`; 0 for none. */
  readonly children: Int32Array;
  /** How many nodes there are. */
  readonly size: number;
  /** For each node the anchors that end there. */
  readonly ends: readonly number[][];
}

function trieOf(anchors: readonly string[], column: Uint8Array, width: number): Trie {
  const bytes = anchors.map((anchor) => Buffer.from(anchor, 'latin1'));
  const most = 1 + bytes.reduce((sum, { length }) => sum + length, 0);
  const children = new Int32Array(most * width);
  const ends: number[][] = [[]];
  bytes.forEach((anchor, index) => {
    let node = 0;
    for (const byte of anchor) {
      const place = node * width + (column[byte] as number);
      if (children[place] === 0) children[place] = ends.push([]) - 1;
      node = children[place] as number;
    }
    ends[node]?.push(index);
  });
  return { children, size: ends.length, ends };
}

/** Completes the trie with its failure links, breadth first, and numbers final states last. */
function automatonOf({ children, size, ends }: Trie, width: number) {
  const fail = new Int32Array(size);
  const queue = [0];
  for (const node of queue) {
    for (let by = 0; by < width; by++) {
      const place = node * width + by;
      const child = children[place] as number;
      const other = node === 0 ? 0 : (children[(fail[node] as number) * width + by] as number);
      if (child === 0) {
        children[place] = other;
        continue;
      }
      fail[child] = other;
      ends[child]?.push(...(ends[other] ?? []));
      queue.push(child);
    }
  }
  const plain = queue.filter((node) => ends[node]?.length === 0);
  const order = [...plain, ...queue.filter((node) => ends[node]?.length !== 0)];
  const place = new Int32Array(size);
  order.forEach((node, index) => (place[node] = index));
  const table = new Int32Array(size * width);
  order.forEach((node, index) => {
    for (let by = 0; by < width; by++)
      table[index * width + by] = (place[children[node * width + by] as number] as number) * width;
  });
  return {
    table,
    firstFinal: plain.length * width,
    ends: order.map((node) => ends[node] as number[]),
  };
}
