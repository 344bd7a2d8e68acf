import { joinedOf, partsOf } from '../index/index.js';
import { fillers, generics, synonyms } from './commonWords.js';

/** A word that the user typed, and what else it may be called in a name. */
export interface QueryWord {
  readonly text: string;
  /** Says little about what is meant: `server`, `support`. */
  readonly generic: boolean;
  readonly synonyms: readonly string[];
}

export interface Query {
  readonly text: string;
  readonly words: readonly QueryWord[];
  /** Neighbouring words written as one, with the place of the first: `next cloud`. */
  readonly joined: readonly { readonly text: string; readonly at: number }[];
}

/** Reads a query: its words, without those that ask ("how do I") rather than name. */
export function parseQuery(text: string): Query {
  const typed = text
    .trim()
    .split(/[\s.,;:!?"'()]+/)
    .flatMap(wordsTyped)
    .filter((word) => word !== '');
  const kept = typed.filter((word) => !fillers.has(word));
  const words = (kept.length > 0 ? kept : typed).map(queryWord);
  const joined = words
    .slice(1)
    .map((word, at) => ({ text: (words[at]?.text ?? '') + word.text, at }));
  return { text: text.trim(), words, joined };
}

/** `allowedTCPPorts` is three words; `nginx`, `s3` and `fail2ban` are one each. */
function wordsTyped(token: string): string[] {
  const parts = partsOf(token);
  const mixed = /[a-z][A-Z]/.test(token) || /[-_/]/.test(token);
  return mixed && parts.length > 1 ? parts : [joinedOf(token)];
}

function queryWord(text: string): QueryWord {
  return { text, generic: generics.has(text), synonyms: synonyms.get(text) ?? [] };
}
