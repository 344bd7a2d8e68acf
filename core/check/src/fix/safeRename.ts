import type { CheckEdit, OptionCatalog, OptionLookup } from '@nixai/api';
import { literalOf, seeThrough, type Definition } from '@nixai/nix';
import { fits, type Fit } from '../types/fits.js';

/**
 * The rename of an option as an edit, where the value can stay as it is; undefined elsewhere. Not
 * every successor takes the values of its predecessor: `enableUnstable` became `package`.
 */
export function safeRename(
  definition: Definition,
  found: OptionLookup,
  catalog: OptionCatalog | undefined,
): CheckEdit | undefined {
  if (found.outcome !== 'renamed' || found.note !== undefined) return undefined;
  const [option, another] = found.to;
  if (option === undefined || another !== undefined) return undefined;
  const fit = fitOf(definition, option, catalog);
  const staysTheWord = wordOf(option) === wordOf(definition.path.at(-1)?.name ?? '');
  return fit === 'yes' ||
    (fit === 'unknown' && (staysTheWord || isListForList(definition, option, catalog)))
    ? { to: 'rename', option }
    : undefined;
}

/** What is in a list shows only in an evaluation; a list for a list is a new name, no new meaning. */
function isListForList(
  definition: Definition,
  option: string,
  catalog: OptionCatalog | undefined,
): boolean {
  const match = catalog?.match(option);
  return (
    match?.outcome === 'option' &&
    /^(?:non-empty )?\(?list of /.test(match.type) &&
    seeThrough(definition.value, definition.scope).every(({ value }) => value.kind === 'list')
  );
}

/** `settings.trusted-users` and `trustedUsers` end in the same word. */
const wordOf = (name: string): string =>
  (name.split('.').at(-1) ?? '').replace(/[-_]/g, '').toLowerCase();

/** Whether what an option was given can be a value of the one that is in its place. */
export function fitOf(
  definition: Definition,
  option: string,
  catalog: OptionCatalog | undefined,
): Fit {
  const match = catalog?.match(option);
  const values = seeThrough(definition.value, definition.scope).map(({ value }) => value);
  // Free settings take every plain value as it is.
  if (match?.outcome === 'inside')
    return values.every((value) => isPlain(literalOf(value)?.type)) ? 'yes' : 'unknown';
  if (match?.outcome !== 'option') return 'unknown';
  const found = values.map((value) => fits(value, match.type));
  if (found.includes('no')) return 'no';
  return found.includes('unknown') ? 'unknown' : 'yes';
}

const isPlain = (type: string | undefined): boolean =>
  type === 'boolean' || type === 'integer' || type === 'string';
