// Markdown as a part of a page: with the anchors that GitHub gives, since links are written for both.
import GithubSlugger from 'github-slugger';
import { Marked } from 'marked';
import { escapeMarkup } from '@nixai/api/page';

/** The words of Markdown, for the index: what stands between its signs. */
const plain = (text) =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^(?:```|~~~).*$/gm, '')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/`|\*\*/g, '')
    .replace(/^[>#\s-]+|\|/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What was typed in a transcript, told from what was printed. */
const transcript = (text) =>
  text
    .split('\n')
    .map((line) => {
      const shown = escapeMarkup(line);
      return line.startsWith('$ ') ? `<strong>${shown}</strong>` : shown;
    })
    .join('\n');

/** Code within a sentence: a browser would break a line behind each hyphen of `--show-prompt`. */
const inline = (code) =>
  code
    .split(' ')
    .map((word) => {
      const shown = escapeMarkup(word);
      return word.includes('-') && word.length <= 30
        ? `<span class="whole">${shown}</span>`
        : shown;
    })
    .join(' ');

/** The anchors of a text, as GitHub has them, in the order of its headings. */
export function anchorsOf(text) {
  const slugger = new GithubSlugger();
  return new Marked()
    .lexer(text)
    .filter(({ type }) => type === 'heading')
    .map((heading) => slugger.slug(heading.text));
}

/**
 * @param hrefOf what a link of the text is on the site.
 * @returns the page's part; its headings; and its sections, each with its words, for the search.
 */
export function renderMarkdown(text, hrefOf) {
  const slugger = new GithubSlugger();
  const headings = [];
  const renderer = {
    heading({ tokens, text: raw, depth }) {
      const id = slugger.slug(raw);
      headings.push({ id, depth, text: plain(raw) });
      const anchor = `<a class="anchor" href="#${id}" aria-hidden="true" tabindex="-1">#</a>`;
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)} ${depth > 1 ? anchor : ''}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      return `<a href="${escapeMarkup(hrefOf(href))}">${this.parser.parseInline(tokens)}</a>`;
    },
    image({ href, text: about }) {
      return `<img src="${escapeMarkup(hrefOf(href))}" alt="${escapeMarkup(about)}">`;
    },
    code({ text: code, lang = '' }) {
      const [language = ''] = lang.split(/\s/);
      const body = language === 'console' ? transcript(code) : escapeMarkup(code);
      return `<pre tabindex="0"><code>${body}\n</code></pre>\n`;
    },
    codespan: ({ text: code }) => `<code>${inline(code)}</code>`,
    // No page has markup of its own: what looks like it is a word in angle brackets.
    html: ({ text: raw }) => escapeMarkup(raw),
  };
  const marked = new Marked({ renderer });
  const tokens = marked.lexer(text);
  const html = marked
    .parser(tokens)
    // A table that is wider than the screen is moved by itself, also with the keyboard.
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replace(/<th>\s*<\/th>/g, '<td></td>');
  return { html, headings, sections: sectionsOf(tokens, headings) };
}

function sectionsOf(tokens, headings) {
  const sections = [];
  let next = 0;
  for (const token of tokens)
    if (token.type === 'heading') sections.push({ ...headings[next++], words: '' });
    else if (sections.length > 0) sections.at(-1).words += ` ${plain(token.raw)}`;
  return sections;
}
