import { markup, type Markup, type Piece } from './markup.js';

/** How bad something is: it is coloured so, and its word says it. */
export type Tone = 'bad' | 'warn' | 'note' | 'good';

/** One thing that was found, in a frame of its own. */
export interface Card {
  readonly tone: Tone;
  /** The word for the tone: "error", "critical". */
  readonly word: string;
  readonly title: Piece;
  /** Where it is, and how sure: small, below the title. */
  readonly about?: Piece;
  readonly body?: Piece;
}

/** A heading of the third level with what belongs to it. */
export const card = ({ tone, word, title, about, body }: Card): Markup =>
  markup`<article class="${tone}">
    <h3>${badge(tone, word)} ${title}</h3>
    ${about === undefined ? '' : markup`<p class="soft">${about}</p>`} ${body}
  </article>`;

export const badge = (tone: Tone, word: string): Markup =>
  markup`<span class="badge ${tone}">${word}</span>`;

/** A heading of the second level with what stands below it; nothing where nothing does. */
export const section = (title: string, body: readonly Piece[]): Piece =>
  body.length === 0
    ? ''
    : markup`<section>
        <h2>${title}</h2>
        ${body}
      </section>`;

/** A sentence in which code stands between backticks. */
export const prose = (text: string): Piece =>
  text.split(/`([^`\n]+)`/).map((part, at) => (at % 2 === 0 ? part : markup`<code>${part}</code>`));

export const paragraph = (text: string | undefined): Piece =>
  text === undefined || text === '' ? '' : markup`<p>${prose(text)}</p>`;

export const bullets = (items: readonly Piece[]): Piece =>
  items.length === 0
    ? ''
    : markup`<ul>
        ${items.map((item) => markup`<li>${item}</li>`)}
      </ul>`;

/** Code or output, wrapped where a line is too long for the page. */
export const codeBlock = (text: string): Markup => markup`<pre><code>${text}</code></pre>`;

/** A line with its number, and the part of it that is meant. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
  /** Offsets of the part; the whole line where it is `true`. */
  readonly mark?: { readonly start: number; readonly end: number } | boolean;
}

export function numberedLines(lines: readonly NumberedLine[]): Piece {
  if (lines.length === 0) return '';
  const digits = String(lines.at(-1)?.line ?? 0).length;
  const rows = lines.map(
    ({ line, text, mark }) =>
      markup`<span class="number">${String(line).padStart(digits)} │</span> ${marked(text, mark)}`,
  );
  return markup`<pre><code>${rows.flatMap((row, at) => (at === 0 ? [row] : ['\n', row]))}</code></pre>`;
}

function marked(text: string, mark: NumberedLine['mark'] = false): Piece {
  if (mark === false || text === '') return text;
  const { start, end } = mark === true ? { start: 0, end: text.length } : mark;
  return markup`${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end)}`;
}

/** A link to a page of the web; anything else is told as it is. */
export const link = (title: string, url: string): Piece =>
  /^https?:\/\//.test(url) ? markup`<a href="${url}">${title}</a>` : `${title} (${url})`;

/** @param stack rows become blocks on a narrow screen; for tables of sentences, not of figures. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly Piece[])[],
  { stack = false } = {},
): Markup {
  const cells = (row: readonly Piece[]) => row.map((cell) => markup`<td>${cell}</td>`);
  return markup`<table class="${stack ? 'stack' : ''}">
    <thead>
      <tr>
        ${heads.map((head) => markup`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          markup`<tr>
            ${cells(row)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
