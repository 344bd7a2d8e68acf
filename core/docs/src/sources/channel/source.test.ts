import { expect } from 'chai';
import { brotliCompressSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { isNixaiError, type DocSource } from '@nixai/api';
import { createIndexStore } from '../../index/index.js';
import { serve, type Asked } from '../loopback.test.js';
import { optionSample } from '../optionSample.test.js';
import { createChannelSource } from './source.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const release = '/nixos/25.05/nixos-25.05.805977.88331c17ba43';
const files: Record<string, Buffer> = {
  'options.json.br': brotliCompressSync(JSON.stringify(optionSample)),
  'packages.json.br': brotliCompressSync(
    JSON.stringify({
      version: 2,
      packages: { hello: { pname: 'hello', version: '2.12', meta: { description: 'Greets' } } },
    }),
  ),
};

interface Ways {
  /** Bytes after which the connection breaks, once per entry. */
  cuts?: number[];
  instead?: { readonly status?: number; readonly body: string };
  checksum?: string;
}

/** Behaves as channels.nixos.org and releases.nixos.org do: a redirect, tags, ranges, a listing. */
function channel(ways: Ways) {
  return ({ path, headers }: Asked, response: ServerResponse) => {
    const file = path.slice(path.lastIndexOf('/') + 1);
    const bytes = files[file];
    if (path === release) return response.end(listing(ways.checksum));
    if (bytes === undefined || !/^\/nixos/.test(path)) return response.writeHead(404).end('none');
    if (path.startsWith('/nixos-25.05/'))
      return response.writeHead(302, { location: `${release}/${file}` }).end();
    if (!path.startsWith(release)) return response.writeHead(404).end('none');
    if (ways.instead) return response.writeHead(ways.instead.status ?? 200).end(ways.instead.body);
    const etag = `"${sha256(bytes).slice(0, 16)}"`;
    if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
    const from = headers['if-range'] === etag ? Number(headers.range?.match(/\d+/)?.[0]) : 0;
    const length = bytes.length - from;
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      'last-modified': 'Mon, 02 Jun 2025 07:28:00 GMT',
      'content-encoding': 'br',
      'content-length': length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    const cut = ways.cuts?.shift();
    if (cut === undefined) return response.end(bytes.subarray(from));
    return response.write(bytes.subarray(from, from + cut), () => response.destroy());
  };
}

function listing(checksum?: string): string {
  const rows = Object.entries(files).map(
    ([name, bytes]) =>
      `<tr><td><a href='${release}/${name}'>${name}</a></td><td align='right'>${bytes.length}</td>` +
      `<td><tt>${checksum ?? sha256(bytes)}</tt></td></tr>`,
  );
  return `<html><body><table>${rows.join('')}</table></body></html>`;
}

describe('the channel source', () => {
  const open: { close(): void }[] = [];
  afterEach(() => open.splice(0).forEach((one) => one.close()));

  async function start(ways: Ways = {}) {
    const server = await serve(channel(ways), (url) => ({
      'docs.branch': 'nixos-25.05',
      'docs.channel_url': url,
    }));
    open.push(server);
    const source = createChannelSource(server.host, createIndexStore());
    const gets = () => server.asked.filter(({ method }) => method === 'GET');
    return { ...server, source, gets };
  }

  const sync = (source: DocSource, from?: string) =>
    source.sync!({ from }, new AbortController().signal);
  const faultOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return isNixaiError(error) ? error.code : error;
  };

  it('follows the channel to its release, and holds its options and packages', async () => {
    const { source } = await start();
    const status = await sync(source);
    expect(status).to.deep.include({ available: true, release: 'nixos-25.05' });
    expect((await source.option?.('services.nginx.enable'))?.type).to.equal('boolean');
    expect((await source.package?.('hello'))?.version).to.equal('2.12');
    expect((await source.catalog?.('nixos'))?.release).to.equal('nixos-25.05');
  });

  it('does not fetch again what has not changed', async () => {
    const { source, gets } = await start();
    await sync(source);
    const before = gets().length;
    await sync(source);
    const again = gets().slice(before);
    expect(again.map(({ headers }) => headers['if-none-match'])).to.not.include(undefined);
    expect(again).to.have.length(2);
  });

  it('is as old as what the server has, and not as the download', async () => {
    const { source } = await start();
    await sync(source);
    expect((await source.status()).date).to.equal('2025-06-02T07:28:00.000Z');
  });

  it('goes on where the connection broke, however often', async () => {
    const { source, gets } = await start({ cuts: [100, 50, 7] });
    await sync(source);
    const ranges = gets().flatMap(({ path, headers }) =>
      path.endsWith('options.json.br') ? [headers.range] : [],
    );
    expect(ranges).to.deep.equal([undefined, 'bytes=100-', 'bytes=150-', 'bytes=157-']);
    expect((await source.option?.('services.nginx.enable'))?.type).to.equal('boolean');
  });

  it('goes on the next time where it gave up', async () => {
    const { source, gets } = await start({ cuts: [100, 50, 7, 3] });
    expect(await faultOf(sync(source))).to.be.a('string');
    const before = gets().length;
    await sync(source);
    expect(gets()[before]?.headers.range).to.equal('bytes=160-');
    expect((await source.option?.('services.nginx.enable'))?.type).to.equal('boolean');
  });

  it('says which branch there is not', async () => {
    const { source } = await start();
    expect(await faultOf(sync(source, 'nixos-99.99'))).to.equal('no-such-branch');
    expect(await faultOf(sync(source, '../../etc'))).to.equal('no-such-branch');
  });

  it('takes no web page for an option set, and keeps what it had', async () => {
    const ways: Ways = {};
    const { source, host } = await start(ways);
    await sync(source);
    ways.instead = { body: '<!DOCTYPE html><title>Log in to the hotel network</title>' };
    expect(await faultOf(sync(source))).to.equal('doc-data-invalid');
    const fresh = createChannelSource(host, createIndexStore());
    expect((await fresh.option?.('services.nginx.enable'))?.type).to.equal('boolean');
  });

  it('uses nothing that its release lists with another checksum', async () => {
    const { source } = await start({ checksum: '0'.repeat(64) });
    expect(await faultOf(sync(source))).to.equal('checksum-mismatch');
    expect((await source.status()).available).to.equal(false);
  });

  it('takes a body that a proxy has unpacked', async () => {
    const { source } = await start({
      instead: { body: JSON.stringify(optionSample) },
    });
    expect(await faultOf(sync(source))).to.equal(undefined);
    expect((await source.option?.('services.nginx.enable'))?.type).to.equal('boolean');
  });

  it('tells of a server error with its status', async () => {
    const { source } = await start({ instead: { status: 403, body: '' } });
    expect(await faultOf(sync(source))).to.equal('download-failed');
  });
});
