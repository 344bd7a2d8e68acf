/** What needs what: store paths, derivations or files. Nodes are numbers from 0 on. */
export interface Graph {
  /** Of each node: its path. */
  readonly paths: readonly string[];
  /** Of each node: bytes of a store path, lines of a file. */
  readonly sizes: readonly number[];
  /** Of each node: those that it needs, each once, itself never. */
  readonly needs: readonly (readonly number[])[];
  /** Where it begins. */
  readonly roots: readonly number[];
}

/** A node as it is read. */
export interface Found {
  readonly path: string;
  readonly size: number;
  /** Paths; what is not among those that were read is left out. */
  readonly needs: readonly string[];
}

/** @param roots paths; where none is given, what no other needs. */
export function graphOf(found: readonly Found[], roots: readonly string[] = []): Graph {
  const paths = found.map(({ path }) => path);
  const numbers = new Map(paths.map((path, node) => [path, node]));
  const numbersOf = (words: Iterable<string>): number[] =>
    [...words].flatMap((word) => numbers.get(word) ?? []);
  const needs = found.map((one, node) =>
    numbersOf(new Set(one.needs)).filter((other) => other !== node),
  );
  const graph = { paths, sizes: found.map(({ size }) => size), needs };
  const given = numbersOf(roots);
  return { ...graph, roots: given.length > 0 ? given : sources(needs) };
}

/** Where all go round in a circle, it begins with the first. */
function sources(needs: Graph['needs']): number[] {
  const needed = new Set(needs.flat());
  const found = needs.flatMap((_, node) => (needed.has(node) ? [] : [node]));
  return found.length === 0 && needs.length > 0 ? [0] : found;
}

/** Of each node: those that need it. */
export function usersOf({ needs }: Pick<Graph, 'needs'>): number[][] {
  const users: number[][] = needs.map(() => []);
  for (const [node, needed] of needs.entries()) for (const one of needed) users[one]?.push(node);
  return users;
}

/** The nodes that some lead to, those themselves first; none of `without` is passed. */
export function reachable(
  { needs }: Pick<Graph, 'needs'>,
  from: readonly number[],
  without: ReadonlySet<number> = new Set(),
): Set<number> {
  const found = new Set(from.filter((node) => !without.has(node)));
  // A set gives what is added to it while it is gone through.
  for (const node of found)
    for (const next of needs[node] ?? []) if (!without.has(next)) found.add(next);
  return found;
}

export const sumOf = ({ sizes }: Pick<Graph, 'sizes'>, nodes: Iterable<number>): number => {
  let sum = 0;
  for (const node of nodes) sum += sizes[node] ?? 0;
  return sum;
};
