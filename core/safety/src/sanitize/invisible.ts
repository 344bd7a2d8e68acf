/**
 * Characters that change what is read without being seen: bidi controls, zero-width characters,
 * blank fillers, line separators, tags and variation selectors beyond the sixteen that emoji use.
 * Unicode 15.1, general category Cf and the Default_Ignorable_Code_Point property.
 */
const ranges: readonly (readonly [first: number, last: number])[] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const escape = (code: number): string => `\\u{${code.toString(16)}}`;
const characters = ranges.map(([first, last]) => `${escape(first)}-${escape(last)}`).join('');

export const invisible = new RegExp(`[${characters}]`, 'gu');

/** Each invisible character as its name in ASCII: `<U+202E>`. */
export function showInvisible(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

const inJson = new RegExp(`[\\u{7f}-\\u{9f}${characters}]`, 'gu');

/** JSON with each invisible character, and what else a terminal acts on, escaped: the same document. */
export function escapeInvisible(json: string): string {
  return json.replace(inJson, (character) =>
    // Two escapes for what UTF-16 has two units for.
    Array.from({ length: character.length }, (_, at) => unitEscape(character.charCodeAt(at))).join(
      '',
    ),
  );
}

const unitEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
