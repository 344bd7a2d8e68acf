import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { files, http, type DocSource, type Host, type HttpClient } from '@nixai/api';
import { parseJson } from '@nixai/safety';
import { sha256 } from '../sha256.js';
import { fillers } from '../../relevance/commonWords.js';
import { htmlSections } from '../pages/htmlSections.js';
import { pagePassage, type CitedSection } from '../pages/pagePassage.js';

/** So many pages are read for one question. */
const pagesRead = 3;
/** Milliseconds for which a page that was fetched is taken to be as it is. */
const validity = 7 * 86_400_000;

interface WikiPage {
  readonly title: string;
  readonly url: string;
  readonly at: number;
  readonly sections: readonly CitedSection[];
}

/** The official wiki, through the API that every MediaWiki has. Pages that were read are kept. */
export function createWikiSource(host: Host): DocSource {
  const base = async () => (await host.config.get('docs.wiki_url')).replace(/\/+$/, '');

  async function read(client: HttpClient, title: string, signal: AbortSignal): Promise<WikiPage> {
    const place = await placeOf(title);
    const kept = await recall(place);
    if (kept !== undefined && Date.now() - kept.at < validity) return kept;
    const page = await fetchPage(client, await base(), title, signal);
    await (await host.service(files)).write(place, JSON.stringify(page));
    return page;
  }

  async function placeOf(title: string): Promise<string> {
    const name = await sha256(`${await base()}\n${title}`);
    return join(host.paths.cache, 'docs', 'wiki', `${name.slice(0, 32)}.json`);
  }

  return {
    name: 'wiki',
    summary: 'wiki.nixos.org, where nothing on this machine answers',
    kinds: ['page'],
    remote: true,
    async search({ text, limit }, signal) {
      const client = await host.service(http);
      const titles = await findTitles(client, await base(), text, signal);
      const pages = await Promise.all(titles.map((title) => read(client, title, signal)));
      return pages
        .flatMap(({ sections }) => sections.map((section) => pagePassage(section, text)))
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
    async status() {
      const offline = await host.config.get('offline');
      const detail = offline ? 'not asked: nixai is offline' : `${await base()}, asked when needed`;
      return { available: !offline, detail, counts: {} };
    },
  };
}

interface SearchAnswer {
  readonly query?: { readonly search?: readonly { readonly title: string }[] };
}

/** The pages that the wiki's own search finds; words that name nothing only get in its way. */
async function findTitles(
  client: HttpClient,
  base: string,
  text: string,
  signal: AbortSignal,
): Promise<string[]> {
  const telling = text
    .split(/[^\p{L}\p{N}._+-]+/u)
    .filter((word) => !fillers.has(word.toLowerCase()));
  const answer = await ask<SearchAnswer>(client, base, signal, {
    action: 'query',
    list: 'search',
    srsearch: telling.join(' ').trim() || text,
    srlimit: String(2 * pagesRead),
    srnamespace: '0',
  });
  const titles = (answer.query?.search ?? []).map(({ title }) => title);
  // `Nginx/de` is a translation of `Nginx`.
  const original = titles.filter((title) => !/\/[a-z]{2,3}(?:-[a-z]+)?$/.test(title));
  return original.slice(0, pagesRead);
}

interface ParseAnswer {
  readonly parse?: { readonly title: string; readonly text: string | { readonly '*': string } };
}

async function fetchPage(
  client: HttpClient,
  base: string,
  title: string,
  signal: AbortSignal,
): Promise<WikiPage> {
  const answer = await ask<ParseAnswer>(client, base, signal, {
    action: 'parse',
    page: title,
    prop: 'text',
    redirects: '1',
  });
  const page = answer.parse?.title ?? title;
  const url = `${base}/wiki/${encodeURIComponent(page.replaceAll(' ', '_')).replaceAll('%2F', '/')}`;
  const html = answer.parse?.text ?? '';
  const sections = htmlSections(typeof html === 'string' ? html : html['*'], url).map(
    (section): CitedSection => ({ ...section, source: 'wiki', page, url }),
  );
  return { title: page, url, at: Date.now(), sections };
}

async function ask<T>(
  client: HttpClient,
  base: string,
  signal: AbortSignal,
  parameters: Record<string, string>,
): Promise<T> {
  const query = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters });
  const response = await client.request(`${base}/w/api.php?${query.toString()}`, {
    headers: { accept: 'application/json', 'user-agent': 'nixai' },
    retries: 1,
    signal,
  });
  if (!response.ok) throw new Error(`${base} says ${response.status}`);
  const answer = parseJson(await response.text()) as T & { error?: { info?: string } };
  if (answer.error) throw new Error(`${base} says: ${answer.error.info ?? 'an error'}`);
  return answer;
}

async function recall(place: string): Promise<WikiPage | undefined> {
  try {
    return JSON.parse(await readFile(place, 'utf8')) as WikiPage;
  } catch {
    return undefined;
  }
}
