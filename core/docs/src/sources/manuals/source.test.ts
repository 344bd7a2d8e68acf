import { expect } from 'chai';
import type { ServerResponse } from 'node:http';
import { createIndexStore } from '../../index/index.js';
import { serve, type Asked } from '../loopback.test.js';
import { createManualsSource } from './source.js';

const page = (title: string, body: string) =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><nav>Menu</nav><main>${body}</main></body></html>`;

const site: Record<string, string> = {
  '/manual/': page(
    'Manual',
    `<h1 id="top">The manual</h1><p>Welcome.</p>
     <p><a href="install.html#usb">Install</a> <a href="/elsewhere.html">Away</a>
     <a href="options.html">Options</a> <a href="gone.html">Gone</a> <a href="logo.png">Logo</a></p>`,
  ),
  '/manual/install.html': page(
    'Installing',
    `<h1 id="install">Installing</h1><p>Boot the <a href="./">image</a>.</p>
     <h2 id="usb">From a USB stick</h2><p>Write the image with <code>dd</code>.</p>`,
  ),
  '/manual/options.html': page('Options', '<p>Twenty thousand of them.</p>'),
  '/elsewhere.html': page('Away', '<p>Another site.</p>'),
};

function server({ path }: Asked, response: ServerResponse): void {
  const html = site[path];
  response
    .writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html' })
    .end(html ?? '<h1>404</h1>');
}

describe('the manuals', () => {
  const open: { close(): void }[] = [];
  afterEach(() => open.splice(0).forEach((one) => one.close()));

  async function start() {
    const started = await serve(server, (url) => ({ 'docs.manual_urls': [`${url}/manual/`] }));
    open.push(started);
    const source = createManualsSource(started.host, createIndexStore());
    const { signal } = new AbortController();
    return { ...started, source, signal };
  }

  it('are read page by page, below their address, without lists of options', async () => {
    const { source, signal, asked } = await start();
    const status = await source.sync!({}, signal);
    expect(status).to.deep.include({ available: true, counts: { page: 3 } });
    expect(asked.map(({ path }) => path).sort()).to.deep.equal([
      '/manual/',
      '/manual/gone.html',
      '/manual/install.html',
    ]);
  });

  it('answer offline with the section, cited with its anchor', async () => {
    const { source, signal, url, host } = await start();
    await source.sync!({}, signal);
    const later = createManualsSource(host, createIndexStore());
    const [first] = await later.search(
      { text: 'write the image to a usb stick', limit: 3 },
      signal,
    );
    expect(first).to.deep.include({
      kind: 'page',
      title: 'Installing: From a USB stick',
      text: 'Write the image with `dd`.',
      citation: {
        source: 'manuals',
        title: 'Installing',
        section: 'From a USB stick',
        url: `${url}/manual/install.html#usb`,
      },
    });
  });

  it('say how to get them while they are not there', async () => {
    const { source } = await start();
    expect(await source.status()).to.deep.include({
      available: false,
      hint: 'nixai docs sync --source manuals',
    });
  });

  it('are not replaced by what could not be fetched', async () => {
    const { source, signal } = await start();
    await source.sync!({}, signal);
    const error: unknown = await source.sync!({ from: 'http://127.0.0.1:1/' }, signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.an('error');
    expect((await source.status()).counts).to.deep.equal({ page: 3 });
  });
});
