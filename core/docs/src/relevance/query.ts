import { joinedOf, partsOf } from '../index/index.js';
import { quietWords } from '../handbook/commonWords.js';
import { inOneSpelling } from '../handbook/terms.js';
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

/** Above so many words it is a sentence, in which words that any sentence may have say little. */
const nameLength = 4;

/** Reads a query: its words, without those that ask ("how do I") rather than name. */
export function parseQuery(text: string): Query {
  const words = tellingWords(text).map(queryWord);
  if (text.trim().split(/\s+/).length <= nameLength) return { text: text.trim(), words };
  const inSentence = words.map((word) => ({
    ...word,
    generic: word.generic || quietWords.has(word.text),
  }));
  return { text: text.trim(), words: inSentence };
}

/** The words of a text, without those that say nothing where others do. */
export function tellingWords(text: string): string[] {
  const typed = inOneSpelling(text)
    .split(/[\s.,;:!?"'()]+/)
    .filter((token) => joinedOf(token) !== '');
  const telling = typed.filter((token) => !fillers.has(token.toLowerCase()));
  return telling.length > 0 ? telling : typed;
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
