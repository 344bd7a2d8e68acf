import type { OptionEntry } from '@nixai/api';
import { literalOf, seeThrough, type Definition, type Expression } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import { fits, misfits } from '../types/fits.js';
import { isSlip } from './nearNames.js';
import type { Doubt, Span, Surroundings } from './doubt.js';

/**
 * Types that say less than the module does, in a set that was put together from release notes: a list
 * of a unit's settings takes a text as well, and what an option took before is not told.
 */
export function isRoughlyTyped(
  { name, type }: OptionEntry,
  { value, scope }: Definition,
  { catalog, isBuiltBefore }: Surroundings,
): boolean {
  if (catalog.gaps === undefined) return false;
  if (/\.settings\./.test(name) && /\blist of\b/.test(type)) return true;
  return (
    isBuiltBefore === true &&
    !/attribute set|submodule/.test(type) &&
    seeThrough(value, scope).some((seen) => seen.value.kind === 'set')
  );
}

/**
 * Whether a value is of a kind that an option often takes from some release on: `null`, several files
 * or packages where there was one, a text in place of a path.
 */
export function mayBeTakenNow({ value, scope }: Definition, type: string): boolean {
  const ofFile = /^(?:null or )?(?:absolute )?(?:path|package)\b/.test(type);
  return seeThrough(value, scope).some(({ value: seen }) => {
    const literal = literalOf(seen)?.type;
    return (
      (literal === 'null' && type !== 'boolean') ||
      (ofFile && (literal === 'list' || literal === 'string'))
    );
  });
}

/** Values that the option cannot have. */
export function wrongTypes(definition: Definition, type: string, path: readonly string[]): Doubt[] {
  const values = seeThrough(definition.value, definition.scope).map((seen) => ({
    ...seen,
    fit: fits(seen.value, type),
  }));
  // `if isDarwin then 6 else "25.05"`: the branches are for different systems.
  const isChosen = values.some(({ fit }) => fit !== 'no');
  return values.flatMap(({ value, fit, conditional }) => {
    if (fit !== 'no' || (conditional && isChosen)) return [];
    const items = misfits(value, type);
    const isInSight = (node: Span) =>
      node.start >= definition.by.start && node.end <= definition.by.end;
    const nearest = nearestChoice(value, type);
    const told = (at: Span, what: string) => ({
      hint: nearest === undefined ? undefined : `did you mean ${JSON.stringify(nearest)}?`,
      rule: 'wrong-type' as const,
      severity: 'error' as const,
      message: `\`${optionPathText(path)}\` does not take this ${what}; its type is: ${shortened(type)}`,
      at: isInSight(at) ? at : definition.by,
    });
    return items.length > 0 && items.every(isInSight)
      ? items.map((item) => told(item, 'item'))
      : [told(value, 'value')];
  });
}

/** The choice that a text was probably meant to be; numbers are alike, and mean another thing each. */
function nearestChoice(value: Expression, type: string): string | undefined {
  const literal = literalOf(value);
  if (literal?.type !== 'string' || literal.value === undefined || !/\bone of\b/.test(type))
    return undefined;
  const written = literal.value;
  const choices = [...type.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, choice = '']) => choice);
  return choices.find(
    (choice) => choice.length > 2 && !/\d/.test(choice) && isSlip(choice, written),
  );
}

const shortened = (type: string): string => (type.length > 120 ? `${type.slice(0, 117)}…` : type);
