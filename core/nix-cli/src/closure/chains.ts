/**
 * The simple chains from one path of a closure to another, shortest first, at most so many.
 * @param references what each path points to.
 */
export function chains(
  references: ReadonlyMap<string, readonly string[]>,
  from: string,
  to: string,
  most: number,
): string[][] {
  const left = distancesTo(references, to);
  const found: string[][] = [];
  const start = left.get(from);
  if (start === undefined) return found;
  // By the length that a chain has at least: what is taken out first is the shortest that is left.
  const waiting: string[][][] = [];
  const wait = (chain: string[]): void => {
    const rest = left.get(chain.at(-1) ?? '');
    if (rest !== undefined) (waiting[chain.length + rest] ??= []).push(chain);
  };
  wait([from]);
  for (let steps = 0, length = start + 1; length < waiting.length && steps < mostSteps;) {
    // The last that was put there is the nearest to its end.
    const chain = waiting[length]?.pop();
    if (chain === undefined) {
      length++;
      continue;
    }
    steps++;
    const last = chain.at(-1) ?? '';
    if (last === to) {
      found.push(chain);
      if (found.length === most) break;
      continue;
    }
    for (const next of (references.get(last) ?? []).toReversed())
      if (!chain.includes(next)) wait([...chain, next]);
  }
  return found;
}

/** A closure may have more chains than there is time: the shortest are found long before. */
const mostSteps = 200_000;

/** How many steps each path is away, along references. */
function distancesTo(
  references: ReadonlyMap<string, readonly string[]>,
  to: string,
): Map<string, number> {
  const users = new Map<string, string[]>();
  for (const [path, used] of references)
    for (const one of used) {
      const known = users.get(one);
      if (known === undefined) users.set(one, [path]);
      else known.push(path);
    }
  const distances = new Map([[to, 0]]);
  let front = [to];
  for (let distance = 1; front.length > 0; distance++) {
    const next: string[] = [];
    for (const path of front)
      for (const user of users.get(path) ?? [])
        if (!distances.has(user)) {
          distances.set(user, distance);
          next.push(user);
        }
    front = next;
  }
  return distances;
}
