/** No configuration is as deep; and a parser that recurses deeper may end the whole process. */
const deepest = 100;
/** Columns; each level takes one at least. */
const widestIndent = 4 * deepest;

/**
 * The offset at which a YAML text nests deeper than any configuration does; undefined if nowhere.
 * Brackets are counted wherever they stand, in strings as well.
 */
export function nestedTooDeep(text: string): number | undefined {
  const inline = new RegExp(`(?:[-?][ \\t]+){${deepest}}`).exec(text)?.index;
  return (
    bracketsTooDeep(text) ?? inline ?? new RegExp(`^ {${widestIndent}}`, 'm').exec(text)?.index
  );
}

function bracketsTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { index, 0: bracket } of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > deepest) return index;
    if (depth < 0) depth = 0;
  }
  return undefined;
}
