import { ExitCode, NixaiError } from '@nixai/api';

/** A line of a table, by the names of its columns. */
export interface Row {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * A table as spreadsheets write it (RFC 4180): quotes, line breaks in quotes, a byte order mark, CRLF.
 * Every cell is data, whatever it begins with.
 * @throws NixaiError `csv-invalid`, with the line.
 */
export function readCsv(text: string): Row[] {
  const [head, ...rows] = lines(text.replace(/^\uFEFF/, ''));
  const names = head?.cells.map((name) => name.trim()) ?? [];
  if (head === undefined || rows.length === 0)
    throw invalid(1, 'it has a line with the names of its columns, and one for each machine');
  const twice = names.find((name, at) => name === '' || names.indexOf(name) !== at);
  if (twice !== undefined)
    throw invalid(1, twice === '' ? 'a column has no name' : `${twice} is there twice`);
  return rows.map(({ line, cells }) => {
    if (cells.length !== names.length)
      throw invalid(line, `it has ${cells.length} cells, and the first line ${names.length}`);
    return { line, cells: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])) };
  });
}

function lines(text: string): { line: number; cells: string[] }[] {
  const found: { line: number; cells: string[] }[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let at = 0;
  while (at < text.length) {
    cell.lastIndex = at;
    const [written = '', quoted, plain = ''] = cell.exec(text) ?? [];
    at += written.length;
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    line += (written.match(/\n/g) ?? []).length;
    if (text[at] === ',') {
      at++;
      if (at === text.length) cells.push('');
      continue;
    }
    const end = /^\r?\n/.exec(text.slice(at, at + 2))?.[0] ?? '';
    if (end === '' && at < text.length)
      throw invalid(line, 'a quote stands in the middle of a cell');
    at += end.length;
    if (cells.some((one) => one !== '')) found.push({ line: start, cells });
    cells = [];
    line++;
    start = line;
  }
  if (cells.some((one) => one !== '')) found.push({ line: start, cells });
  return found;
}

export const invalid = (line: number, why: string): NixaiError =>
  new NixaiError({
    code: 'csv-invalid',
    what: `line ${line} of the table is not right; nothing was written`,
    why,
    hint: 'a line of names (machine, then the variables), and a line for each machine',
    exitCode: ExitCode.usage,
  });
