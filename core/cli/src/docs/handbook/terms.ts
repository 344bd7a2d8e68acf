import { quietWords, stopWords } from './commonWords.js';
import { stem } from './stem.js';

/** What a text is looked up by. */
export interface Terms {
  /** Stems in the order of the text, stop words left out; a compound gives its parts. */
  readonly words: readonly string[];
  /** Compounds written as one: `wpa_supplicant` is `wpasupplicant`, `Wi-Fi` is `wifi`. */
  readonly compounds: readonly string[];
  /** Attribute paths and their leading parts, lower-case: `services.openssh`, … */
  readonly paths: readonly string[];
}

const pathPattern = /[A-Za-z][\w'-]*(?:\.(?:<[\w-]+>|"[^"\s]*"|\*|[\w'-]+))+/g;
const wordPattern = /[\p{L}\p{N}]+(?:['’]\p{L}+)?(?:[-_][\p{L}\p{N}]+)*/gu;

const quietStems: ReadonlySet<string> = new Set([...quietWords].map(stem));

/** True for a word that nearly any question may hold. */
export function isQuiet(word: string): boolean {
  return quietStems.has(word) || /^\d+$/.test(word);
}

/** Reads the terms of a question or of a piece of the handbook. */
export function termsOf(text: string): Terms {
  const paths = [...text.matchAll(pathPattern)].flatMap(([path]) => leadingPaths(path));
  const tokens = [...splitCamelCase(text).matchAll(wordPattern)].map(([token]) => token);
  return {
    words: tokens.flatMap((token) => token.split(/[-_]/)).flatMap(stemmed),
    compounds: tokens.filter((token) => /[-_]/.test(token)).map(joined),
    paths,
  };
}

/** Neighbouring words as one term each: `pick up`, `hom manag`. */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

/** `a.b.c` gives `a.b` and `a.b.c`; placeholders and quoted names become `*`. */
function leadingPaths(path: string): string[] {
  const segments = path
    .toLowerCase()
    .split('.')
    .map((segment) => (/^[<"*]/.test(segment) ? '*' : segment));
  return segments.slice(1).map((_, i) => segments.slice(0, i + 2).join('.'));
}

/** `allowedTCPPorts` gives `allowed`, `TCP` and `Ports`. */
function splitCamelCase(text: string): string {
  return text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
}

function stemmed(word: string): string[] {
  const lower = word.toLowerCase().replace('’', "'");
  if (stopWords.has(lower) || (lower.length < 2 && !/[rc]/.test(lower))) return [];
  if (/^\d+$/.test(lower)) return /^\d{2,3}$/.test(lower) ? [lower] : [];
  const plain = stem(lower.replace(/'.*$/, ''));
  const nameOfVersion = /^([a-z]{3,})\d+$/.exec(plain)?.[1];
  return nameOfVersion === undefined ? [plain] : [plain, nameOfVersion];
}

function joined(token: string): string {
  return token.toLowerCase().replace(/[-_']/g, '');
}
