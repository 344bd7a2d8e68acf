import { ExitCode, NixaiError, type Cell, type ResultTable, type View } from '@nixai/api';

/** The flags of a command with a `table`. */
export interface ListFlags {
  readonly columns?: string;
  readonly sort?: string;
  readonly filter?: readonly string[];
  readonly csv?: boolean;
}

/** True where a person asked for the result as a list of their own. */
export function wantsList({ columns, sort, filter = [], csv }: ListFlags): boolean {
  return columns !== undefined || sort !== undefined || filter.length > 0 || csv === true;
}

/**
 * A result as rows and columns that were chosen.
 * @throws NixaiError `usage` for a column that is not there.
 */
export function renderList<R>(
  { rows, columns }: ResultTable<R>,
  result: R,
  flags: ListFlags,
  view: View,
): string {
  const column = (name: string) => {
    const found = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (found === undefined) throw noSuchColumn(name, Object.keys(columns));
    return found;
  };
  const names = flags.columns?.split(',').map((name) => name.trim()) ?? Object.keys(columns);
  const shown = names.map(column);
  const wanted = (flags.filter ?? []).map((said) => {
    const [name = '', ...text] = said.split('=');
    return { cellOf: column(name), text: text.join('=').toLowerCase() };
  });
  const order = flags.sort === undefined ? undefined : orderBy(column, flags.sort);
  const chosen = rows(result)
    .filter((row) =>
      wanted.every(({ cellOf, text }) => textOf(cellOf(row)).toLowerCase().includes(text)),
    )
    .toSorted(order ?? (() => 0))
    .map((row) => shown.map((cellOf) => textOf(cellOf(row))));
  if (flags.csv === true) return [names, ...chosen].map(csvLine).join('\n');
  const titles = names.map((title, at) => ({ title, flexible: at === names.length - 1 }));
  return view.table(titles, chosen);
}

type Column = (row: unknown) => Cell;

function orderBy(column: (name: string) => Column, said: string) {
  const cellOf = column(said.replace(/^-/, ''));
  const direction = said.startsWith('-') ? -1 : 1;
  return (one: unknown, other: unknown): number => direction * compare(cellOf(one), cellOf(other));
}

/** Numbers by their size, everything else as text; what is absent last. */
function compare(one: Cell, other: Cell): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return textOf(one) < textOf(other) ? -1 : Number(textOf(one) > textOf(other));
}

const textOf = (cell: Cell): string => (cell === undefined ? '' : String(cell));

/** RFC 4180: a cell with a comma, a quote or a line break is quoted, a quote doubled. */
function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

function noSuchColumn(name: string, known: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'usage',
    what: `there is no column "${name}"`,
    why: `there are: ${known.join(', ')}`,
    exitCode: ExitCode.usage,
  });
}
