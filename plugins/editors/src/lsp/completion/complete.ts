import {
  docs,
  type DocsEngine,
  type HostWith,
  type OptionCatalog,
  type OptionPlace,
  type OptionSet,
} from '@nixai/api';
import { attributeName, isPlaceholder } from '@nixai/nix/quoting';
import { childrenOf, type Child } from './children.js';
import { placeholder, readCursor, type Cursor } from './cursor.js';
import { valueSnippet, valuesOf } from './values.js';

/** Something that may stand where the cursor is. */
export interface Completed {
  readonly label: string;
  readonly kind: 'option' | 'namespace' | 'any name' | 'value';
  /** Its type, or that options lie below it. */
  readonly detail: string;
  /** What is put in: the label, or a snippet. */
  readonly insert: string;
  /** The option, to be described when somebody looks at it. */
  readonly option?: { readonly set: OptionSet; readonly path: readonly string[] };
}

export interface Completion {
  /** The part of the text that they take the place of. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completed[];
}

export interface CompletionOptions {
  /** Whether the editor knows snippets. */
  readonly snippets: boolean;
  /** The places of options in a text. */
  placesIn(text: string): Promise<readonly OptionPlace[]>;
}

/** What may be written at a place of a text: the next name of an option's path, or its value. */
export async function completeAt(
  host: HostWith<DocsEngine>,
  text: string,
  offset: number,
  { snippets, placesIn }: CompletionOptions,
): Promise<Completion | undefined> {
  const cursor = readCursor(text, offset);
  if (cursor === undefined) return undefined;
  const place = placeOf(await placesIn(cursor.mended), cursor);
  if (place === undefined) return undefined;
  const catalog = await (await host.service(docs)).catalog(place.set);
  if (catalog === undefined) return undefined;
  const { start, end } = cursor;
  const items =
    cursor.kind === 'value'
      ? valueItems(catalog, place.path)
      : nameItems(catalog, place, cursor, snippets);
  return items.length === 0 ? undefined : { start, end, items };
}

/** The place that is being written: those inside of others come last. */
function placeOf(places: readonly OptionPlace[], { kind, start }: Cursor): OptionPlace | undefined {
  return kind === 'value'
    ? places.findLast(({ value }) => value?.start === start)
    : places.findLast(({ names }) => names.some((span) => span?.start === start));
}

function nameItems(
  catalog: OptionCatalog,
  { path, set, names, value }: OptionPlace,
  { start, isBare }: Cursor,
  snippets: boolean,
): Completed[] {
  const above = path.slice(
    0,
    names.findIndex((span) => span?.start === start),
  );
  const isLast = path.at(-1) === placeholder && path.length === above.length + 1;
  const takesValue = isBare && isLast && value !== undefined && snippets;
  return childrenOf(catalog, above).flatMap((child): Completed[] => {
    const { name, type } = child;
    // The elements of a list have no names.
    if (name === '*') return [];
    if (isPlaceholder(name)) return snippets ? [anyName(child, takesValue)] : [];
    const written = attributeName(name);
    const option = { set, path: [...above, name] };
    if (type === undefined)
      return [{ label: name, kind: 'namespace', detail: 'options', insert: written, option }];
    const insert = takesValue ? `${inSnippet(written)} = ${valueSnippet(type)};$0` : written;
    return [{ label: name, kind: 'option', detail: type, insert, option }];
  });
}

/** `<name>`: any may stand there, and what it is for is in its brackets. */
function anyName({ name, hasBelow }: Child, isSet: boolean): Completed {
  const what = name.slice(1, -1);
  const insert = `\${1:${inSnippet(what)}}${isSet && hasBelow ? ' = {\n\t$0\n};' : ''}`;
  return { label: name, kind: 'any name', detail: 'a name of your own', insert };
}

const inSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

function valueItems(catalog: OptionCatalog, path: readonly string[]): Completed[] {
  const match = catalog.match(path);
  if (match.outcome !== 'option') return [];
  return valuesOf(match.type).map((value) => ({
    label: value,
    kind: 'value',
    detail: match.type,
    insert: value,
  }));
}
