import { expect } from 'chai';
import type { ServerResponse } from 'node:http';
import { serve, type Asked } from '../loopback.test.js';
import { createWikiSource } from './source.js';

const nginx =
  '<div class="mw-content-ltr mw-parser-output"><p>Nginx is a web server.</p>' +
  '<h2 id="TLS">TLS<span class="mw-editsection">[edit]</span></h2>' +
  '<p>Let ACME renew the certificates: <a href="/wiki/ACME" title="ACME">ACME</a>.</p></div>';

/** MediaWiki's api.php, as far as it is asked. */
function wiki({ path }: Asked, response: ServerResponse): void {
  const url = new URL(path, 'http://wiki');
  const reply = (value: object, status = 200) =>
    void response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(value));
  if (url.pathname !== '/w/api.php') return reply({}, 404);
  const is = (name: string) => url.searchParams.get(name) ?? '';
  if (is('action') === 'query') {
    const found = /nginx|certificates/i.test(is('srsearch')) ? ['Nginx/de', 'Nginx'] : [];
    const search = found.map((title, at) => ({ ns: 0, title, pageid: at, snippet: '' }));
    return reply({ batchcomplete: true, query: { searchinfo: {}, search } });
  }
  if (is('page') === 'Nginx') return reply({ parse: { title: 'Nginx', pageid: 7, text: nginx } });
  return reply({ error: { code: 'missingtitle', info: "The page doesn't exist." } });
}

describe('the wiki', () => {
  const open: { close(): void }[] = [];
  afterEach(() => open.splice(0).forEach((one) => one.close()));

  async function start() {
    const server = await serve(wiki, (url) => ({ 'docs.wiki_url': url }));
    open.push(server);
    const source = createWikiSource(server.host);
    const search = (text: string) =>
      source.search({ text, limit: 3 }, new AbortController().signal);
    return { ...server, search };
  }

  it('answers with the section that has the words, cleaned and cited', async () => {
    const { search, url } = await start();
    const [first] = await search('how do I renew certificates of nginx?');
    expect(first).to.deep.include({
      kind: 'page',
      title: 'Nginx: TLS',
      text: `Let ACME renew the certificates: [ACME](${url}/wiki/ACME).`,
      citation: { source: 'wiki', title: 'Nginx', section: 'TLS', url: `${url}/wiki/Nginx#TLS` },
    });
    expect(first?.score).to.be.within(0.5, 0.75);
  });

  it('fetches a page once', async () => {
    const { search, asked } = await start();
    await search('nginx');
    await search('nginx certificates');
    expect(asked.filter(({ path }) => path.includes('action=parse'))).to.have.length(1);
  });

  it('has nothing to say of what it has no page on', async () => {
    const { search } = await start();
    expect(await search('mushroom risotto')).to.deep.equal([]);
  });
});
