import { attribute, htmlTokens } from './htmlTokens.js';
import { createMarkdown } from './markdownWriter.js';

/** A part of a page, from one heading to the next. */
export interface PageSection {
  readonly title: string;
  /** The anchor of its heading; empty for the beginning of a page. */
  readonly anchor: string;
  /** Markdown, free of tags. */
  readonly text: string;
}

/** What a page has around its text. */
const skippedTags = new Set(
  'script style nav head header footer form button svg noscript template select iframe math'.split(
    ' ',
  ),
);
const skippedClasses =
  /(?:^|\s)(?:mw-editsection|toc|navbox|catlinks|noprint|printfooter|mw-jump-link|mw-indicators|mw-cite-backlink|reference|navheader|navfooter|headerlink|sidebar|bd-sidebar[\w-]*|bd-toc[\w-]*|bd-header[\w-]*|prev-next[\w-]*|sphinx-tabs-tab|copybtn|buttons|nav-chapters|mobile-nav-chapters|languages|mw-pt-languages[\w-]*)(?:\s|$)/;
const skippedRoles = /^(?:navigation|search|banner|contentinfo)$/;

/** The sections of a page of HTML, with their addresses made whole. */
export function htmlSections(html: string, address: string): PageSection[] {
  const sections: PageSection[] = [];
  let title = pageTitle(html);
  let anchor = '';
  let markdown = createMarkdown(address);
  let heading: { text: string; anchor: string } | undefined;
  let lastAnchor = '';
  const open: { tag: string; skip: boolean }[] = [];
  let skipping = 0;

  function endSection(): void {
    const text = markdown.end();
    if (text !== '') sections.push({ title, anchor, text });
    markdown = createMarkdown(address);
  }

  function enter(tag: string, attributes: string): void {
    const skip =
      skippedTags.has(tag) ||
      skippedClasses.test(attribute(attributes, 'class')) ||
      attribute(attributes, 'id') === 'toc' ||
      skippedRoles.test(attribute(attributes, 'role'));
    open.push({ tag, skip });
    if (skip) skipping++;
    if (skipping > 0) return;
    const id = attribute(attributes, 'id');
    if (id !== '') lastAnchor = id;
    if (/^h[1-6]$/.test(tag)) heading = { text: '', anchor: id };
    else if (heading === undefined) markdown.open(tag, attributes);
    if (heading !== undefined && heading.anchor === '' && id !== '') heading.anchor = id;
  }

  function leave(tag: string): void {
    const at = open.findLastIndex((one) => one.tag === tag);
    if (at < 0) return;
    for (const one of open.splice(at))
      if (one.skip) skipping--;
      else if (skipping === 0) close(one.tag);
  }

  function close(tag: string): void {
    if (heading === undefined) return markdown.close(tag);
    if (!/^h[1-6]$/.test(tag)) return;
    const text = heading.text
      .replace(/\s+/g, ' ')
      .replace(/[¶#]\s*$/, '')
      .trim();
    if (text !== '') {
      endSection();
      title = text;
      anchor = heading.anchor === '' ? lastAnchor : heading.anchor;
    }
    heading = undefined;
  }

  function read(text: string): void {
    if (heading === undefined) markdown.text(text);
    else heading.text += text;
  }

  for (const token of htmlTokens(contentOf(html))) {
    if (token.kind === 'open') enter(token.tag, token.attributes);
    else if (token.kind === 'close') leave(token.tag);
    else if (skipping === 0) read(token.text);
  }
  endSection();
  return sections;
}

/** The part of a page that is its text: an article, a main part, or all of it. */
function contentOf(html: string): string {
  for (const tag of ['article', 'main', 'body']) {
    const start = html.search(new RegExp(`<${tag}[\\s>]`, 'i'));
    const end = html.toLowerCase().lastIndexOf(`</${tag}>`);
    if (start >= 0 && end > start) return html.slice(start, end + tag.length + 3);
  }
  return html;
}

function pageTitle(html: string): string {
  const title = /<title[^>]*>([^<]*)</i.exec(html)?.[1] ?? '';
  return title.replace(/\s+/g, ' ').trim();
}
