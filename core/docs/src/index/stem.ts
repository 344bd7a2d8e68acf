const endings =
  /(?:izations?|isations?|izing|ising|ations?|ements?|izers?|ized?|ised?|ings?|ions?|ers?|ors?|ment|ed|ies|es|(?<!s)s|e|y)$/;

/**
 * A word without the ending that its grammar gave it: `synchronization`, `synchronize`, `printers`.
 * The end of `compress` is none.
 */
export function stemOf(word: string): string {
  const stem = word.replace(endings, '');
  return stem.length >= 3 ? stem : word;
}
