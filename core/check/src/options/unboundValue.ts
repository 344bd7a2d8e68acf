import type { OptionCatalog, OptionMatch } from '@nixai/api';
import { literalOf, seeThrough, type Definition, type Expression, type Scope } from '@nixai/nix';
import { asNamed, howTo } from '../types/asTaken.js';
import { listItems } from '../types/splitType.js';
import type { Span } from './doubt.js';
import { pathOf } from './names.js';

/** What to write in place of a name that nothing binds, where it is what an option is given. */
export function unboundValue(
  at: Span,
  definitions: readonly Definition[],
  catalog: OptionCatalog,
): string | undefined {
  for (const definition of definitions) {
    if (at.start < definition.by.start || at.end > definition.by.end) continue;
    const type = typeOf(catalog.match(pathOf(definition)));
    if (type === undefined) continue;
    for (const { value, scope } of seeThrough(definition.value, definition.scope)) {
      const found = namedAt(at, value, type, scope);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Of `environment.variables.EDITOR` that of any variable. */
function typeOf(match: OptionMatch): string | undefined {
  if (match.outcome === 'option') return match.type;
  if (match.outcome !== 'inside' || match.rest.length !== 1) return undefined;
  return /^(?:lazy )?attribute set of (.*)$/.exec(match.type)?.[1];
}

function namedAt(at: Span, value: Expression, type: string, scope: Scope): string | undefined {
  if (value.kind === 'identifier' && value.start === at.start) {
    const meant = asNamed(value.name, type, scope);
    return meant && howTo(meant);
  }
  const literal = literalOf(value);
  const of = listItems(type);
  if (literal?.type !== 'list' || of === undefined) return undefined;
  for (const item of literal.items) {
    const found = item.kind === 'list' ? undefined : namedAt(at, item, of, scope);
    if (found !== undefined) return found;
  }
  return undefined;
}
