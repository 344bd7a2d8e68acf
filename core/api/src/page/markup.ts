/** What may stand in a page as it is. Outside of this folder only `markup` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What `markup` takes: text is escaped, markup stands as it is, nothing is left out. */
export type Piece = Markup | string | number | undefined | readonly Piece[];

/**
 * Markup from a template. Every text in it is escaped, so that nobody has to remember to.
 * @example markup`<p>${wordsOfSomebody}</p>`
 */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(parts.map((part, at) => `${part}${written(pieces[at])}`).join(''));
}

function written(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'number') return String(piece);
  // What only looks like markup, and came from elsewhere, is none.
  return typeof piece === 'string' ? escapeMarkup(piece) : piece.map(written).join('');
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text for HTML or XML, between tags and in quotes. What these have no place for at all becomes the mark
 * for that.
 */
export const escapeMarkup = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
