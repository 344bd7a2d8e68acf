import { stopWords } from './commonWords.js';
import { quietStems } from './quietStems.js';
import { stem } from './stem.js';

/** What a text is looked up by. */
export interface Terms {
  /** Stems in the order of the text, stop words left out; a compound gives its parts. */
  readonly words: readonly string[];
  /** Compounds written as one, with their parts: `Wi-Fi` is `wifi`, `PipeWire` is `pipewire`. */
  readonly compounds: readonly Compound[];
  /** Attribute paths and their leading parts, lower-case: `services.openssh`, … */
  readonly paths: readonly string[];
}

export interface Compound {
  readonly term: string;
  /** As they stand among the words. */
  readonly parts: readonly string[];
  /** Written as names are, `FoundationDB`: its parts say little of what it is. */
  readonly isName: boolean;
}

// A word is tried from its beginning only: from each letter on it would be the square of the work.
const pathPattern = /(?<![\w-])[A-Za-z][\w'-]*(?:\.(?:<[\w-]+>|"[^"\s]*"|\*|[\w'-]+))+/g;
const wordPattern = /[\p{L}\p{N}]+(?:['’]\p{L}+)?(?:[-_][\p{L}\p{N}]+)*/gu;

/** What is also written as several words, which say nothing or something else alone. */
const spellings: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/\bback(?:ing|ed)?[ -]up\b/gi, 'backup'],
  [/\blog(?:ging|ged)?[ -](?:in|on|into)\b/gi, 'login'],
  [/\bshut(?:ting)?[ -](?:down|off)\b/gi, 'shutdown'],
  [/\bw(?:ake|aking|oke)[ -]up\b/gi, 'wakeup'],
  [/\b(?:mac ?os ?x|os ?x)\b/gi, 'macos'],
  // An attribute of flakes, whose plain word says nothing.
  [/(?<!as )\bfollows\b/gi, 'inputfollows'],
  [/\b(?:vs|visual studio) code\b/gi, 'vscode'],
  // The package manager, not the system; its name stands in every other question.
  [/\binstall(?:ing)? nix(?=\s*(?:$|[?.!,]|on\b|package manager\b))/gi, 'install nixitself'],
  // Words that say nothing apart.
  [/\bcopy(?:ing)?[ -]?(?:and|&|\/|\+|n)?[ -]?past(?:e|ing)\b/gi, 'clipboard'],
  [/\bup[ -]to[ -]date\b/gi, 'update'],
  [/^let\s+(?:(?:\.{3}|…)\s*)?in$/gi, 'letin'],
  [/\bnix path\b/gi, 'nixpath'],
  [/\bat the same time\b/gi, 'together'],
  // The language: the verb is a stop word.
  [/\bgo(?= (?:lang|programs?|modules?|projects?|packages?|binar|applications?)\b)/gi, 'golang'],
  [/(?<=^(?:install |use )?)go$/gi, 'golang'],
];

/** Keywords of Nix that are also the commonest words of English; they count where they are code. */
const keywordAlone = /^(?:with|let|if|or)$/;
const keywordInCode =
  /\b(if)[ -](?:then[ -])?else\b|\b(with)\s+[\w.]+\s*;|\b(let)\s+[\w.'-]+\s*=|\b(if)\s[^\n]*\bthen\s[^\n]*\belse\b|(?<![\w.])[\w.]+\.[\w-]+\s+(or)\s+\(?["\w{[]/g;

/** The keywords that a line shows in a piece of code: `with pkgs;` gives `nix:with`. */
export function keywordsIn(question: string): string[] {
  const found = [...question.matchAll(keywordInCode)].flatMap(([, ...groups]) => groups);
  return found.filter((keyword) => keyword !== undefined).map((keyword) => `nix:${keyword}`);
}

/** True for a word that nearly any question may hold. */
export function isQuiet(word: string): boolean {
  return quietStems.has(word) || /^\d+$/.test(word);
}

/** Reads the terms of a question or of a piece of the handbook. */
export function termsOf(text: string): Terms {
  if (keywordAlone.test(text)) return { words: [`nix:${text}`], compounds: [], paths: [] };
  const tokens = [...inOneSpelling(text).matchAll(wordPattern)].map(([token]) => {
    const pieces = splitCamelCase(token).split(/[-_ ]/);
    return { token, pieces, parts: pieces.flatMap(stemmed) };
  });
  return {
    words: [
      ...tokens.flatMap(({ parts }) => parts),
      ...(text.includes('\n') ? [] : keywordsIn(text)),
    ],
    compounds: tokens
      // Of `osConfig` one part says nothing alone, and both together say all.
      .filter(({ pieces, parts }) => pieces.length > 1 && parts.length > 0)
      .map(({ token, parts }) => ({
        term: joined(token),
        parts,
        isName: /^\p{Lu}\p{Ll}+\p{Lu}/u.test(token),
      })),
    paths: [...text.matchAll(pathPattern)].flatMap(([path]) => leadingPaths(path)),
  };
}

/** Neighbouring words as one term each: `pick up`, `hom manag`. */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

/** The text with one word for what is also written as several: `log in` is `login`; no accents. */
export function inOneSpelling(text: string): string {
  return spellings.reduce(
    (read, [pattern, word]) => read.replace(pattern, word),
    withoutAccents(text),
  );
}

/** Names have none: `café` is `cafe`. */
function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC');
}

/** No option has more parts. */
const deepest = 20;

/** `a.b.c` gives `a.b` and `a.b.c`; placeholders and quoted names become `*`. */
function leadingPaths(path: string): string[] {
  const segments = (path.toLowerCase().match(/"[^"]*"|[^.]+/g) ?? [])
    .slice(0, deepest)
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
  return stem(token.toLowerCase().replace(/[-_'’]/g, ''));
}
