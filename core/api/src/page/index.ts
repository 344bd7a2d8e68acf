/** Reports as one page of HTML, for `--format markup`. */
export { escapeMarkup, markup, type Markup, type Piece } from './markup.js';
export { reportPage, type ReportPage } from './page.js';
export {
  badge,
  bullets,
  card,
  codeBlock,
  link,
  numberedLines,
  paragraph,
  prose,
  section,
  table,
  type Card,
  type NumberedLine,
  type Tone,
} from './parts.js';
