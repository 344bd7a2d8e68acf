import { joinedOf, partsOf } from '../index/index.js';
import { fillers, generics, synonyms } from './commonWords.js';

/** A word that the user typed, and what else it may be called in a name. */
export interface QueryWord {
  readonly text: string;
  /** Says little about what is meant: `server`, `support`. */
  readonly generic: boolean;
  readonly synonyms: readonly string[];
  /** What it is made of, where it was typed as several words in one: `systemd-boot`. */
  readonly parts: readonly string[];
}

export interface Query {
  readonly text: string;
  readonly words: readonly QueryWord[];
}

/** Reads a query: its words, without those that ask ("how do I") rather than name. */
export function parseQuery(text: string): Query {
  const typed = text
    .trim()
    .split(/[\s.,;:!?"'()]+/)
    .filter((token) => joinedOf(token) !== '');
  const telling = typed.filter((token) => !fillers.has(token.toLowerCase()));
  return { text: text.trim(), words: (telling.length > 0 ? telling : typed).map(queryWord) };
}

/** `allowedTCPPorts` and `systemd-boot` have parts; `nginx`, `s3` and `fail2ban` are whole. */
function queryWord(token: string): QueryWord {
  const text = joinedOf(token);
  const mixed = /[a-z][A-Z]/.test(token) || /[-_/]/.test(token);
  const parts = mixed ? partsOf(token) : [];
  return wordOf(text, parts.length > 1 ? parts : []);
}

/** A word that is not made of others. */
export function wordOf(text: string, parts: readonly string[] = []): QueryWord {
  return { text, generic: generics.has(text), synonyms: synonyms.get(text) ?? [], parts };
}
