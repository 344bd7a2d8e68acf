import { isQuiet, termsOf } from '@nixai/docs';
import type { Snippet } from '@nixai/docs/topics';

/**
 * What the question asks to see comes first: the form that it names (Home Manager, a flake), then the
 * snippet whose title has more of its words than the others.
 */
export function preferredSnippets(snippets: readonly Snippet[], question: string): Snippet[] {
  const wanted = /home[- ]?manager|\bhome\.nix\b|\bhm\b/i.test(question)
    ? 'home'
    : /\bflakes?\b/i.test(question)
      ? 'flake'
      : undefined;
  const words = [...new Set(termsOf(question).words)].filter((word) => !isQuiet(word));
  const fits = snippets.map((snippet) => ({
    snippet,
    isWanted: Number(snippet.where === wanted),
    fit: fitOf(snippet, words),
  }));
  return fits
    .sort((a, b) => b.isWanted - a.isWanted || b.fit - a.fit)
    .map(({ snippet }) => snippet);
}

/** A title is chosen to say what the snippet is for: its words count, those of the code do not. */
function fitOf({ title }: Snippet, words: readonly string[]): number {
  const own = new Set(termsOf(title).words);
  return words.filter((word) => own.has(word)).length;
}
