import type { HttpClient } from '@nixai/api';
import { attribute, htmlTokens } from '../pages/htmlTokens.js';

export interface Page {
  readonly url: string;
  readonly html: string;
}

/** The largest manual has 130 pages; a site that goes on without end is left there. */
const mostPages = 200;
/** Bytes of one page, and letters of all; the largest manual has 6 million. */
const largestPage = 16 * 2 ** 20;
const mostText = 64 * 2 ** 20;
const atOnce = 4;
/** Lists of options, which other sources hold, indexes, and versions of the same for print. */
const leftOut = /\/(?:(?:options|genindex|search|print|404)\.x?html|_\w+\/.*|search\/?)$/;
const pageLike = /(?:\/|\/[^./]+|\.x?html?)$/;

export interface CrawlOptions {
  readonly onPage?: (done: number) => void;
  readonly signal: AbortSignal;
}

/**
 * A manual: the page at an address, and those below it that it leads to. A page that cannot be had is
 * left out; the first must be there.
 * @throws NixaiError of the network; an error with the status of the first page.
 */
export async function crawl(
  http: HttpClient,
  root: string,
  { onPage, signal }: CrawlOptions,
): Promise<Page[]> {
  const first = await fetchPage(http, root, signal);
  const pages = [first];
  let text = first.html.length;
  const seen = new Set([root]);
  const waiting = linksOf(first, root).filter((url) => !seen.has(url) && seen.add(url));
  async function work(): Promise<void> {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      if (pages.length >= mostPages || text >= mostText) return;
      const page = await fetchPage(http, url, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (page === undefined) continue;
      pages.push(page);
      text += page.html.length;
      onPage?.(pages.length);
      waiting.push(...linksOf(page, root).filter((one) => !seen.has(one) && seen.add(one)));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return pages.sort((a, b) => (a.url < b.url ? -1 : 1));
}

async function fetchPage(http: HttpClient, url: string, signal: AbortSignal): Promise<Page> {
  const response = await http.request(url, { timeout: 60_000, largest: largestPage, signal });
  if (!response.ok) throw new Error(`${url}: the server says ${response.status}`);
  return { url, html: await response.text() };
}

/** The pages below the root that a page links to. */
function linksOf({ url, html }: Page, root: string): string[] {
  const base = new URL('.', root).href;
  const found = new Set<string>();
  for (const token of htmlTokens(html)) {
    if (token.kind !== 'open' || token.tag !== 'a') continue;
    const href = attribute(token.attributes, 'href');
    if (href === '' || !URL.canParse(href, url)) continue;
    const target = new URL(href, url);
    target.hash = '';
    target.search = '';
    // A site may hold manuals that are sources of their own.
    const other = target.href.slice(base.length).startsWith('manual/');
    if (target.href.startsWith(base) && !other && isPage(target)) found.add(target.href);
  }
  return [...found];
}

function isPage({ pathname }: URL): boolean {
  return pageLike.test(pathname) && !leftOut.test(pathname);
}
