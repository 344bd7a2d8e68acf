/** What a number stands for: what is shown, and the line that it runs. */
export interface Pick {
  readonly name: string;
  readonly line: string;
}

const most = 9;

type Row = Readonly<Record<string, unknown>>;

/** Which command looks closer at the items of a list, by the command that listed them. */
const closer: Readonly<Record<string, (row: Row) => Pick | undefined>> = {
  search: ofSearch,
  'search pkg': ofSearch,
  'search service': ofSearch,
  'find-option': (row) => option(row),
  'list-options': (row) => option(row),
  'history list': (row) => named(row, 'id', 'question', 'history show'),
  'machines list': (row) => named(row, 'name', 'name', 'machines show'),
  'templates list': (row) => named(row, 'id', 'id', 'templates show'),
  'templates search': (row) => named(row, 'id', 'id', 'templates show'),
  'snippets list': (row) => named(row, 'name', 'name', 'snippets show'),
  'snippets search': (row) => named(row, 'name', 'name', 'snippets show'),
};

/** What the numbers 1 to 9 stand for after this result. */
export function picksOf(id: string, result: unknown): readonly Pick[] {
  const pick = closer[id];
  if (pick === undefined) return [];
  return rowsOf(result)
    .flatMap((row) => pick(row) ?? [])
    .slice(0, most);
}

/** The first list of objects in a result. */
function rowsOf(result: unknown): readonly Row[] {
  const lists = Array.isArray(result) ? [result] : Object.values((result ?? {}) as Row);
  const found = lists.find(
    (one) => Array.isArray(one) && one.length > 0 && typeof one[0] === 'object',
  );
  return (found ?? []) as readonly Row[];
}

function ofSearch(row: Row): Pick | undefined {
  const name = text(row['name']);
  if (name === undefined) return undefined;
  switch (row['kind']) {
    case 'option':
      return option(row);
    case 'package':
      return { name, line: `search pkg ${quoted(name)}` };
    case 'service':
      return { name, line: `service-examples ${quoted(name)}` };
    default:
      return { name, line: `ask ${quoted(name)}` };
  }
}

function option(row: Row): Pick | undefined {
  const name = text(row['name']);
  const command = row['set'] === 'home-manager' ? 'explain-home-option' : 'explain-option';
  return name === undefined ? undefined : { name, line: `${command} ${quoted(name)}` };
}

function named(row: Row, key: string, shown: string, command: string): Pick | undefined {
  const value = text(row[key]);
  return value === undefined
    ? undefined
    : { name: text(row[shown]) ?? value, line: `${command} ${quoted(value)}` };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** As the line's own reader takes it. */
const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
