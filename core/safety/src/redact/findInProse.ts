import { isExpression, isNoWord, isPlainValue, isSurelyRandom, looksRandom } from './plainValue.js';
import { readValue } from './quoted.js';
import { matchesOf, type Finder, type Span } from './span.js';

const secretWord = String.raw`(?:pass(?:word|wd|code|phrase)|passwort|kennwort|mot de passe|contraseña|pin|psk|api[- ]?key|access[- ]?key|secret[- ]?key|token|secret)`;

/** "my password is hunter2", "set the wifi password to …", "der API-Key lautet …". */
const told = new RegExp(
  String.raw`\b${secretWord}s?(?:[ \t]{1,4}(?!is\b|was\b|to\b)[\w'’.-]{1,30}){0,5}[ \t]{1,4}(?:is|was|(?<!linked[ \t])to|ist|lautet|est|es|auf)[ \t]{0,4}:?(?:[ \t]{1,4}|\s{1,4}\n[ \t]{0,20})`,
  'gi',
);
/** "with password …": after a word that hands it over. */
const handedOver = new RegExp(
  String.raw`\b(?:with|using|mit|and|via|the|as|try|tried|use|used)[ \t]{1,4}(?:the[ \t]{1,4})?pass(?:word|wd|code|phrase)[ \t]{1,4}(?=["'\x60]|\S{0,60}[\d!#$%&*+=@^_])`,
  'gi',
);
/** "your Shodan key is …", "using token …": only what is a key beyond doubt. */
const keyTold =
  /\b(?:key[ \t]{1,4}(?:is|was|ist|lautet)|(?:with|using|used?|mit)[ \t]{1,4}(?:the[ \t]{1,4}|[\w-]{1,20}[ \t]{1,4})?(?:token|secret))[ \t]{0,2}[:=]?[ \t]{1,4}/gi;
/** `token - "…"`. */
const dashed = new RegExp(String.raw`\b${secretWord}[ \t]{1,4}[-–—][ \t]{1,4}(?=["'\x60])`, 'gi');
/** A label on a line of its own, and the value on the next: as letters and terminals have it. */
const labelled = new RegExp(
  String.raw`^[ \t>*-]{0,20}(?:[\w'-]{1,20}[ \t]{1,4}){0,4}${secretWord}[ \t]{0,4}:?[ \t]{0,4}\r?\n{1,2}[ \t>]{0,20}(?=\S{6,200}[ \t]{0,8}$)`,
  'gim',
);
/** `login: ada / …`, `credentials: ada:…`. */
const pair =
  /\b(?:log-?in|credentials?|creds|user(?:name)?\s?[/:]\s?pass(?:word|wd)?|account|zugang(?:sdaten)?)[ \t]{0,4}[:=][ \t]{0,4}[\w.@+-]{1,80}[ \t]{0,4}[/:,|][ \t]{0,4}(?!\/)/gi;
/** `recovery codes: one two three`. */
const codes =
  /\b(?:recovery|backup|scratch|emergency)[ _-]codes?["']?[ \t]{0,4}[:=]?\s{1,40}(?<codes>(?:[\w-]{6,40}[\s,]{1,20}){1,20})/dgi;
const code = /(?<secret>[\w-]{6,40})/dg;

/** Secrets that somebody tells in a sentence, a letter or a note. */
export const findInProse: Finder = function* (text) {
  for (const match of matchesOf(text, told)) {
    const isKey = /key|token|secret/i.test(match[0]);
    const at = match.index + match[0].length;
    yield* isKey ? wordAt(text, at, looksRandom, looksRandom) : wordAt(text, at, isNoWord);
  }
  for (const expression of [handedOver, dashed, labelled, pair])
    for (const match of matchesOf(text, expression))
      yield* wordAt(text, match.index + match[0].length, isNoWord);
  for (const match of matchesOf(text, keyTold))
    yield* wordAt(text, match.index + match[0].length, isSurelyRandom, isSurelyRandom);
  yield* findCodes(text);
};

/** What stands there, if it is likely; in quotes it may be any word, but where `ifQuoted` says no. */
function* wordAt(
  text: string,
  at: number,
  isLikely: (word: string) => boolean,
  ifQuoted: (word: string) => boolean = () => true,
): Generator<Span> {
  const { start, end, form } = readValue(text, at);
  const word = text.slice(start, end).replace(/[.,!?]+$/, '');
  const isQuoted =
    form === 'quoted' &&
    word.length >= 4 &&
    word.length <= 200 &&
    !word.includes('\n') &&
    ifQuoted(word);
  if (
    isPlainValue(word) ||
    isExpression(word) ||
    !(isQuoted || (form === 'bare' && isLikely(word)))
  )
    return;
  yield { start, end: start + word.length, kind: 'password' };
}

function* findCodes(text: string): Generator<Span> {
  for (const match of matchesOf(text, codes)) {
    const [from = 0, to = 0] = match.indices?.groups?.['codes'] ?? [];
    if (!/\d/.test(text.slice(from, to))) continue;
    for (const one of text.slice(from, to).matchAll(code))
      if (!/^[a-z]{1,5}$/.test(one[0]))
        yield {
          start: from + one.index,
          end: from + one.index + one[0].length,
          kind: 'recovery-code',
        };
  }
}
