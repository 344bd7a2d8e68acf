import type { TokenShape } from './shapes/index.js';
import type { Finder } from './span.js';

interface Candidate {
  readonly kind: string;
  readonly prefix: string;
  /** All of the token, at a place (flag `y`). */
  readonly expression: RegExp;
}

/**
 * Finds tokens by their prefixes: one look at each place of the text for all of them, however many
 * issuers there are, and only where a prefix stands a closer one.
 */
export function prefixedTokens(shapes: readonly TokenShape[], notBefore: string): Finder {
  /** By the first two characters of the prefix. */
  const candidates = new Map<number, Candidate[]>();
  const isBeginning = new Uint8Array(pairs);
  for (const { kind, prefix: prefixes, rest, before = notBefore } of shapes)
    for (const prefix of prefixes?.split('|') ?? []) {
      const expression = new RegExp(before + escaped(prefix) + rest, 'y');
      const key = keyAt(prefix, 0);
      isBeginning[key] = 1;
      candidates.set(key, [...(candidates.get(key) ?? []), { kind, prefix, expression }]);
    }
  // Of two prefixes that fit the longer one tells more.
  for (const some of candidates.values())
    some.sort((one, other) => other.prefix.length - one.prefix.length);

  return function* (text) {
    let before = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const isInside = isAlnum[before] === 1 && isAlnum[code] === 1;
      before = code;
      if (isInside || code >= 128) continue;
      const key = keyAt(text, at);
      if (isBeginning[key] !== 1) continue;
      for (const { kind, prefix, expression } of candidates.get(key) ?? []) {
        if (!text.startsWith(prefix, at)) continue;
        expression.lastIndex = at;
        if (!expression.test(text)) continue;
        // Kept here: whoever is handed the span may look through another text before going on.
        const end = expression.lastIndex;
        yield { start: at, end, kind };
        at = end - 1;
        before = text.charCodeAt(at);
        break;
      }
    }
  };
}

/** Of two characters of ASCII. */
const pairs = 128 * 128;
const keyAt = (text: string, at: number): number => {
  const second = text.charCodeAt(at + 1);
  return second < 128 ? text.charCodeAt(at) * 128 + second : 0;
};

const isAlnum = new Uint8Array(128);
for (let code = 0; code < 128; code++)
  if (/[0-9A-Za-z]/.test(String.fromCharCode(code))) isAlnum[code] = 1;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
