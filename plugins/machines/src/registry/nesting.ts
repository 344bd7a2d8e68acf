/** A registry is four deep; and a YAML parser that recurses some thousands deep ends the process. */
const deepest = 50;

/** Whether a text nests deeper than any registry. Brackets are counted in strings as well. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > deepest) return true;
  }
  return (
    new RegExp(`(?:[-?][ \\t]+){${deepest}}`).test(text) ||
    new RegExp(`^ {${4 * deepest}}`, 'm').test(text)
  );
}
