import { clean } from './clean.js';

declare const safe: unique symbol;

/** Text that a terminal shows and never obeys. What is printed is of this type: only the sanitizer makes it. */
export type SafeText = string & { readonly [safe]: true };

/**
 * The styles of our own (bold, dim, italic, underlined, the plain colours, and their ends). Others would
 * hide text, as black on black does; whoever else writes them loses no more than a colour.
 */
// eslint-disable-next-line no-control-regex
const ownStyles = /(\u001b\[(?:0|[1-4]|2[2-4]|3[1-6]|39|9[0-6])m)/;

/**
 * The last door before a terminal: whatever made the text, nothing but our own styles gets through, and
 * without colour not even those.
 */
export function safeText(text: string, color: boolean): SafeText {
  if (!color) return clean(text);
  const parts = text.split(ownStyles);
  // Every other part is a style. A sequence that is left open ends there.
  return parts.map((part, index) => (index % 2 === 1 ? part : clean(part))).join('') as SafeText;
}
