/** Splits a type description at the ` or ` that stand outside of parentheses and quotes. */
export function alternativesOf(written: string): string[] {
  const type = unwrapped(written);
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < type.length; at++) {
    const sign = type[at];
    if (sign === '"') quoted = !quoted;
    if (quoted) continue;
    if (sign === '(' || sign === '[') depth++;
    if (sign === ')' || sign === ']') depth--;
    // What a pair is made of is written without parentheses.
    if (depth === 0 && type.startsWith(' or ', at) && !type.startsWith('pair of ', from)) {
      parts.push(type.slice(from, at));
      from = at + 4;
    }
  }
  return [...parts, type.slice(from)].map(unwrapped);
}

/** `(list of string)` is `list of string`. */
function unwrapped(type: string): string {
  const text = type.trim();
  if (!text.startsWith('(') || closing(text) !== text.length - 1) return text;
  return unwrapped(text.slice(1, -1));
}

/** The index of the parenthesis that closes the first one. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

/** A list's type; the first group is that of its items. */
export const listOf = /^(?:non-empty )?list of (.*)$/;

/** The type of a list's items, where one list alone is what a type takes. */
export function listItems(type: string): string | undefined {
  const [of, another] = alternativesOf(type).flatMap((one) => listOf.exec(one)?.[1] ?? []);
  return another === undefined ? of : undefined;
}
