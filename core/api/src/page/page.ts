import { markup, Markup, type Piece } from './markup.js';
import { pageStyle } from './style.js';

/** A report that can be sent to somebody: what `--format html` prints. */
export interface ReportPage {
  /** Title and first heading. */
  readonly title: string;
  /** What there is to know before all else, in a line or two. */
  readonly summary: Piece;
  /** Below a heading of the second level each. */
  readonly body: Piece;
  /** The command that made it, as it is typed. */
  readonly by: string;
  /** Left out where the same shall be the same file. */
  readonly date?: Date;
}

/**
 * One file of HTML that asks for nothing else, and may not: its policy forbids scripts, pictures and
 * requests, so that text of a stranger could do nothing even where it were not escaped.
 */
export function reportPage({ title, summary, body, by, date }: ReportPage): string {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>${summary}</p>
        </header>
        <main>${body}</main>
        <footer>
          <p>Made by <code>${by}</code>${date === undefined ? '' : dated(date)}</p>
        </footer>
      </body>
    </html>`.text;
}

function dated(date: Date): Markup {
  const iso = date.toISOString();
  return markup`, <time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** Ours, with no text of anybody's: a style is not escaped. */
const styleElement = new Markup(`<style>${pageStyle}</style>`);
