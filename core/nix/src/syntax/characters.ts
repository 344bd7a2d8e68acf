/** What a character can be part of, as bits; characters beyond ASCII are part of nothing. */
export const CharacterClass = {
  nameStart: 1,
  name: 2,
  digit: 4,
  path: 8,
  scheme: 16,
  uri: 32,
  blank: 64,
  /** Part of a name and of a path: where only these are, what follows tells whether it is a name. */
  plainName: 128,
  /** What ends a comment that starts with `#`. */
  lineEnd: 256,
  /** What may end the text of a `"…"` string. */
  textEnd: 512,
  /** What may end the text of an indented string. */
  indentedTextEnd: 1024,
} as const;

/** Stands for every character beyond ASCII. */
const beyondAscii = 128;
/** Stands behind the last character: it ends any text, and so no run needs to look for the end. */
const endOfSource = 129;
/** How many of them: as far as anything looks ahead. */
export const codesBehind = 8;

/** The classes of each code. */
export const classes = new Uint16Array(256);

function mark(characters: string, bits: number): void {
  for (const character of characters) markCode(character.charCodeAt(0), bits);
}

function markCode(code: number, bits: number): void {
  classes[code] = (classes[code] as number) | bits;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const { nameStart, name, digit, path, scheme, uri, blank, plainName } = CharacterClass;
const { lineEnd, textEnd, indentedTextEnd } = CharacterClass;
mark(letters, nameStart | name | path | scheme | uri);
mark('0123456789', name | digit | path | scheme | uri);
mark('_', nameStart | name | path | uri);
mark('-', name | path | scheme | uri);
mark("'", name | uri);
mark('.+', path | scheme | uri);
mark('%/?:@&=$,!~*', uri);
mark(' \t\r\n', blank);
mark(`${letters}0123456789_-`, plainName);
mark('\r\n', lineEnd);
mark('"\\$', textEnd);
mark("'$", indentedTextEnd);
markCode(endOfSource, lineEnd | textEnd | indentedTextEnd);

const encoder = new TextEncoder();

/**
 * Writes a file's characters as one byte each: looking at a byte costs a fraction of looking at a
 * character of a string. `codes` has room for `codesBehind` more.
 */
export function writeCodes(source: string, codes: Uint8Array): void {
  const { length } = source;
  const { written } = encoder.encodeInto(source, codes);
  // Only ASCII takes as many bytes as it has characters.
  if (written !== length)
    for (let at = 0; at < length; at++) {
      const code = source.charCodeAt(at);
      codes[at] = code < beyondAscii ? code : beyondAscii;
    }
  codes.fill(endOfSource, length, length + codesBehind);
}

/** Whether the character at an offset is of a class; false beyond the end. */
export function isAt(codes: Uint8Array, at: number, bits: number): boolean {
  return ((classes[codes[at] as number] as number) & bits) !== 0;
}

/** Where a run of characters of a class ends. */
export function endOfRun(codes: Uint8Array, at: number, bits: number): number {
  let end = at;
  while (((classes[codes[end] as number] as number) & bits) !== 0) end++;
  return end;
}

/** Where the first character of a class stands, from an offset on; the end is one. */
export function startOfNext(codes: Uint8Array, at: number, bits: number): number {
  let start = at;
  while (((classes[codes[start] as number] as number) & bits) === 0) start++;
  return start;
}
