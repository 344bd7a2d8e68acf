const vowel = /[aeiouy]/;

/** Suffixes that come off, longest first, and the letters that must be left. */
const suffixes: readonly (readonly [suffix: string, left: number])[] = [
  ['ization', 3],
  ['ations', 4],
  ['ation', 4],
  ['ity', 4],
  ['ings', 3],
  ['ing', 3],
  ['edly', 3],
  ['ly', 5],
  ['ies', 2],
  ['ied', 2],
  ['ed', 3],
  ['es', 3],
  ['s', 3],
];

/** Names that look like the plural of another word. */
const names = new Set(['cups', 'sops', 'windows']);

/**
 * The common stem of a word's everyday forms: `enabling`, `enabled` and `enable` become `enabl`.
 * Light on purpose: only what English inflection, `-ly` and `-ise`/`-ize` add, so that names survive.
 */
export function stem(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word) || names.has(word)) return word;
  const american = word.replace(/is(e[ds]?|ing|ations?)$/, (suffix) =>
    word.length > 6 ? suffix.replace('s', 'z') : suffix,
  );
  return withoutFinalE(withoutSuffix(american));
}

function withoutSuffix(word: string): string {
  if (!/[ndgsy]$/.test(word) || /(?:ss|us|is)$/.test(word)) return word;
  for (const [suffix, left] of suffixes) {
    const rest = word.slice(0, -suffix.length);
    if (!word.endsWith(suffix) || rest.length < left || !vowel.test(rest)) continue;
    if (suffix === 'ies' || suffix === 'ied') return `${rest}y`;
    if (suffix === 'ization') return `${rest}iz`;
    // `stopped` is `stop`, but `installed` and `passed` keep their double letter.
    return /([bdgmnprt])\1$/.test(rest) && suffix.length > 1 ? rest.slice(0, -1) : rest;
  }
  return word;
}

function withoutFinalE(word: string): string {
  return word.length > 4 && word.endsWith('e') && !word.endsWith('ee') ? word.slice(0, -1) : word;
}
