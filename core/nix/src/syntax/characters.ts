/** What a character can be part of, as bits; characters beyond ASCII are part of nothing. */
export const CharacterClass = {
  nameStart: 1,
  name: 2,
  digit: 4,
  path: 8,
  scheme: 16,
  uri: 32,
  blank: 64,
  /** Part of a name and of a path: where only these are, it is a name if none of the next follows. */
  plainName: 128,
  /** What makes more of a name than a name, or a longer one. */
  behindName: 256,
} as const;

const classes = new Uint16Array(128);

function mark(characters: string, bits: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    classes[code] = (classes[code] ?? 0) | bits;
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const { nameStart, name, digit, path, scheme, uri, blank, plainName, behindName } = CharacterClass;
mark(letters, nameStart | name | path | scheme | uri);
mark('0123456789', name | digit | path | scheme | uri);
mark('_', nameStart | name | path | uri);
mark('-', name | path | scheme | uri);
mark("'", name | uri);
mark('.+', path | scheme | uri);
mark('%/?:@&=$,!~*', uri);
mark(' \t\r\n', blank);
mark(`${letters}0123456789_-`, plainName);
mark(".+/:'", behindName);

/** Whether the character at an offset is of a class; false beyond the end. */
export function isAt(source: string, at: number, bits: number): boolean {
  // Beyond the end the code is NaN, and NaN is less than nothing.
  const code = source.charCodeAt(at);
  return code < 128 && ((classes[code] as number) & bits) !== 0;
}

/** Where a run of characters of a class ends. */
export function endOfRun(source: string, at: number, bits: number): number {
  let end = at;
  while (isAt(source, end, bits)) end++;
  return end;
}
