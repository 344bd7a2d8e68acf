/** Values that a type names, as Nix writes them; none where it takes others than can be listed. */
export function valuesOf(type: string): string[] {
  const values: string[] = [];
  if (/\bnull or\b/.test(type)) values.push('null');
  if (/\bboolean\b/.test(type)) values.push('true', 'false');
  const [, listed] = /\bone of (.*)/s.exec(type) ?? [];
  if (listed !== undefined)
    for (const [value] of listed.matchAll(/"(?:[^"\\]|\\.)*"|<null>|-?\b\d+\b/g))
      values.push(value === '<null>' ? 'null' : value);
  return [...new Set(values)];
}

/**
 * What follows the name of an option that has no value yet, as a snippet: the cursor stands where the
 * value is written.
 */
export function valueSnippet(type: string): string {
  const values = valuesOf(type).filter((value) => value !== 'null');
  if (values.length > 0) return `\${1|${values.map(inChoice).join(',')}|}`;
  const plain = type.replace(/^null or /, '');
  if (/^list of|^\(?list of|\blist of\b.*concatenated/.test(plain)) return '[ $1 ]';
  if (/^(?:lazy )?attribute set|^submodule|^open submodule/.test(plain)) return '{ $1 }';
  if (/^(?:(?:single-line|non-empty) )?string|^strings concatenated/.test(plain)) return '"$1"';
  return '$1';
}

/** Commas and bars would end a choice. */
const inChoice = (value: string): string => value.replace(/[\\,|$}]/g, '\\$&');
