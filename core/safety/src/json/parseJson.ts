/** Levels. No program writes data as deep; each takes the parser far more memory than its one letter. */
const deepest = 500;
/** Brackets and commas. The packages of nixpkgs have 6 million. */
const mostParts = 40_000_000;

/**
 * JSON that somebody else has written. `JSON.parse` takes a hundred bytes and more for each level: a
 * file of 300 KB that unpacks to brackets alone would fill 20 GB.
 * @throws Error in words for a `why`.
 */
export function parseJson(text: string): unknown {
  checkParts(text);
  return JSON.parse(text);
}

function checkParts(text: string): void {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        parts++;
        if (++depth > deepest) throw new Error(`it is nested more than ${deepest} deep`);
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        parts++;
        break;
    }
    if (parts > mostParts) throw new Error('it has more parts than any data that is meant');
  }
}

/** Where the closing quotation mark is; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let before = at - 1;
    while (text.charCodeAt(before) === 0x5c) before--;
    // An even number of backslashes escapes only themselves.
    if ((at - before) % 2 === 1) return at;
  }
}
