/** Rows of the table, kept: words are compared a million times where much is misspelt. */
let rows = [0, 0, 0].map(() => new Uint16Array(64)) as [Uint16Array, Uint16Array, Uint16Array];

/**
 * Edits that turn one word into the other: insert, delete, replace, swap neighbours (optimal
 * string alignment). Gives `limit + 1` as soon as it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  if (width > rows[0].length)
    rows = [new Uint16Array(2 * width), new Uint16Array(2 * width), new Uint16Array(2 * width)];
  let [before, previous, current] = rows;
  for (let column = 0; column < width; column++) previous[column] = column;
  for (let row = 1; row <= a.length; row++) {
    current[0] = row;
    let least = row;
    const sign = a.charCodeAt(row - 1);
    for (let column = 1; column < width; column++) {
      const other = b.charCodeAt(column - 1);
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (sign === other ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        sign === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === other;
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(at(previous, b.length), limit + 1);
}

function at(row: Uint16Array, column: number): number {
  return row[column] as number;
}
