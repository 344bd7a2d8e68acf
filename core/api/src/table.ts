import { flag } from './flags.js';

/** A cell of a list: shown as text, compared as what it is. */
export type Cell = string | number | boolean | undefined;

/** A result that is a list, for `--columns`, `--sort`, `--filter` and `--csv`. */
export interface ResultTable<R, Row = unknown> {
  rows(result: R): readonly Row[];
  /** Each by the name that it is asked for with: `{ id: ({ id }) => id }`. */
  readonly columns: Readonly<Record<string, (row: Row) => Cell>>;
}

/** Pairs rows and columns, so that their types are seen. */
export function resultTable<R, Row>(table: ResultTable<R, Row>): ResultTable<R> {
  return table as ResultTable<R>;
}

const helpGroup = 'LIST';

/** Flags of every command that has a `table`. */
export const tableFlags = {
  columns: flag.string('Show these columns, and no others: name,when', { helpGroup }),
  sort: flag.string('Sort by this column; with - in front, the other way round', { helpGroup }),
  filter: flag.strings('Only rows whose column holds this: name=ssh', { helpGroup }),
  csv: flag.boolean('Print comma-separated values (RFC 4180)', { helpGroup, exclusive: ['json'] }),
};
