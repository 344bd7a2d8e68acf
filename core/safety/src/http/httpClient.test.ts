import { expect } from 'chai';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createTestHost } from '@nixai/api/testing';
import { faultOf } from '../testing/temporaryFolder.js';
import { createHttpClient } from './httpClient.js';

interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly method: string;
  readonly body: string;
}

const servers: Server[] = [];

/** A server on loopback, and what it was asked. */
async function serve(listener: RequestListener): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url: path = '', headers, method = '' } = request;
      seen.push({ path, headers, method, body: Buffer.concat(parts).toString() });
      listener(request, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const client = (offline = false) => createHttpClient(createTestHost({ config: { offline } }));

describe('http', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('gives the answer, whatever its status', async () => {
    const { url, seen } = await serve((_, response) => response.writeHead(404).end('größe'));
    const response = await (
      await client()
    ).request(url, { method: 'POST', body: '{}', headers: { a: 'b' } });
    expect(response.status).to.equal(404);
    expect(await response.text()).to.equal('größe');
    expect(seen[0]).to.include({ method: 'POST', body: '{}' });
    expect(seen[0]?.headers['a']).to.equal('b');
  });

  it('reads no more of an answer than it may have, packed or not, of success or not', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/packed') {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        return response.end(gzipSync(Buffer.alloc(9 * 2 ** 20)));
      }
      response.writeHead(request.url === '/busy' ? 503 : 200);
      const more = (): void => {
        while (response.write(Buffer.alloc(2 ** 16)));
      };
      response.on('drain', more);
      return more();
    });
    for (const path of ['/', '/packed', '/busy']) {
      const text = async () =>
        (await (await client()).request(url + path, { largest: 4 * 2 ** 20 })).text();
      expect(await faultOf(text()), path).to.include({
        code: 'network-failed',
        why: 'it sends more than 4 MiB',
      });
    }
    const all = await (await client()).request(`${url}/packed`, { largest: 9 * 2 ** 20 });
    expect((await all.text()).length).to.equal(9 * 2 ** 20);
  });

  describe('offline', () => {
    const beyond = [
      ...[
        'https://example.test/',
        'http://10.0.0.1/',
        'http://127.0.0.1.evil.test/',
        'http://localhost.evil.test/',
      ],
      ...[
        'http://[::2]/',
        'http://0.0.0.0/',
        'http://[::ffff:10.0.0.1]/',
        'http://foo.localhost/',
        'http://128.0.0.1/',
      ],
    ];
    for (const url of beyond)
      it(`connects to nothing at ${url}`, async () => {
        const { request, fetch, check } = await client(true);
        expect(await faultOf(request(url))).to.include({ code: 'offline', exitCode: 3 });
        expect(await faultOf(fetch(url))).to.include({ code: 'offline' });
        expect(await faultOf((async () => check(url, false))())).to.include({ code: 'offline' });
      });

    it('still asks this machine, and goes nowhere else from there', async () => {
      const { url } = await serve((request, response) => {
        if (request.url === '/away') response.writeHead(302, { location: 'http://example.test/' });
        response.end('here');
      });
      const { request } = await client(true);
      expect(await (await request(url)).text()).to.equal('here');
      expect(await faultOf(request(`${url}/away`))).to.include({ code: 'offline' });
      for (const same of [url.replace('127.0.0.1', 'localhost'), url.replace('127.0.0.1', '127.1')])
        expect(await (await request(same)).text()).to.equal('here');
    });
  });

  describe('keys', () => {
    const names = [
      'Authorization',
      'x-api-key',
      'X-Goog-Api-Key',
      'cookie',
      'private-token',
      'api-key',
      'x-auth-token',
    ];
    for (const name of names)
      it(`does not send ${name} in plain text beyond this machine`, async () => {
        const { request, fetch } = await client();
        const init = { headers: { [name]: 'k' } };
        expect(await faultOf(request('http://example.test/', init))).to.include({
          code: 'insecure-url',
          exitCode: 5,
        });
        expect(await faultOf(fetch('http://example.test/', init))).to.include({
          code: 'insecure-url',
        });
      });

    it('stay with the first origin when a server sends us on', async () => {
      const other = await serve((_, response) => response.end('there'));
      const { url } = await serve((_, response) =>
        response.writeHead(307, { location: `${other.url}/x` }).end(),
      );
      const headers = {
        ...Object.fromEntries(names.map((name) => [name, 'canary'])),
        accept: 'text/plain',
      };
      const { request, fetch } = await client();
      expect(await (await request(url, { headers })).text()).to.equal('there');
      expect(await (await fetch(url, { headers })).text()).to.equal('there');
      expect(JSON.stringify(other.seen)).not.to.contain('canary');
      expect(other.seen[0]?.headers['accept']).to.equal('text/plain');
    });

    it('go along inside one origin, with the body', async () => {
      const { url, seen } = await serve((request, response) => {
        if (request.url === '/') response.writeHead(308, { location: '/next' });
        response.end();
      });
      await (
        await client()
      ).request(url, { method: 'POST', body: 'b', headers: { 'x-api-key': 'k' } });
      expect(seen[1]).to.include({ path: '/next', method: 'POST', body: 'b' });
      expect(seen[1]?.headers['x-api-key']).to.equal('k');
    });

    it('are not taken in a URL, nor shown', async () => {
      const fault = await faultOf(
        (await client()).request('https://me:canary@example.test/?key=canary'),
      );
      expect(fault.code).to.equal('insecure-url');
      expect(JSON.stringify(fault) + fault.message).not.to.contain('canary');
    });
  });

  describe('redirects', () => {
    it('never carry a body, which may be a prompt, to another origin', async () => {
      const other = await serve((_, response) => response.end());
      const { url } = await serve((_, response) =>
        response.writeHead(307, { location: other.url }).end(),
      );
      const { request, fetch } = await client();
      const prompt = { method: 'POST', body: 'prompt' } as const;
      expect(await faultOf(request(url, prompt))).to.include({ code: 'network-failed' });
      expect(await faultOf(fetch(url, prompt))).to.include({ code: 'network-failed' });
      expect(other.seen).to.have.length(0);
    });

    it('turn a POST into a GET where the standard says so', async () => {
      const { url, seen } = await serve((request, response) => {
        if (request.url === '/') response.writeHead(303, { location: '/next' });
        response.end();
      });
      await (
        await client()
      ).request(url, { method: 'POST', body: 'b', headers: { 'content-type': 'x/y' } });
      expect(seen[1]).to.include({ method: 'GET', body: '' });
      expect(seen[1]?.headers).not.to.have.property('content-type');
    });

    it('come to an end, and do not leave http', async () => {
      const { url, seen } = await serve((request, response) =>
        response
          .writeHead(302, { location: request.url === '/file' ? 'file:///etc/passwd' : '/' })
          .end(),
      );
      const { request } = await client();
      expect(await faultOf(request(url))).to.include({ code: 'network-failed' });
      expect(seen).to.have.length(6);
      expect(await faultOf(request(`${url}/file`))).to.include({ code: 'insecure-url' });
    });

    it('are left to an SDK that wants to see them', async () => {
      const { url } = await serve((_, response) =>
        response.writeHead(302, { location: '/x' }).end(),
      );
      expect((await (await client()).fetch(url, { redirect: 'manual' })).status).to.equal(302);
    });
  });

  describe('deadline', () => {
    it('ends a server that says nothing', async () => {
      const { url } = await serve(() => {});
      const fault = await faultOf((await client()).request(url, { timeout: 100 }));
      expect(fault).to.include({ code: 'network-timeout', exitCode: 3 });
    });

    it('ends a body that stops coming', async () => {
      const { url } = await serve((_, response) => response.writeHead(200).write('part'));
      let fault: Awaited<ReturnType<typeof faultOf>> | undefined;
      // On a busy machine its head may come too late.
      for (let timeout = 200; fault === undefined; timeout *= 2) {
        const response = await (await client()).request(url, { timeout }).catch(() => undefined);
        if (response !== undefined) fault = await faultOf(response.text());
      }
      expect(fault).to.include({ code: 'network-timeout' });
    });

    it('is the caller’s word when the caller aborts', async () => {
      const { url } = await serve(() => {});
      const controller = new AbortController();
      const asked = (await client()).request(url, { signal: controller.signal });
      setTimeout(() => controller.abort(), 30);
      expect(await faultOf(asked)).to.include({ code: 'interrupted', exitCode: 130 });
    });
  });

  describe('retries', () => {
    const failing = (times: number, status: number, headers = {}, body = '') => {
      let asked = 0;
      return serve((_, response) => {
        if (asked++ < times) response.writeHead(status, headers).end(body);
        else response.end('good');
      });
    };

    it('ask again when the server is busy, after the pause that it names', async () => {
      const { url, seen } = await failing(2, 429, { 'retry-after-ms': '1' });
      expect(await (await (await client()).request(url)).text()).to.equal('good');
      expect(seen).to.have.length(3);
    });

    it('are bounded: the last answer stands, with its body', async () => {
      const { url, seen } = await failing(9, 503, { 'retry-after': '0' }, 'busy');
      const response = await (await client()).request(url, { retries: 1 });
      expect([response.status, await response.text()]).to.deep.equal([503, 'busy']);
      expect(seen).to.have.length(2);
    });

    it('do not wait past the deadline', async () => {
      const { url, seen } = await failing(9, 429, { 'retry-after': '30' }, 'busy');
      const response = await (await client()).request(url, { timeout: 20_000 });
      expect([response.status, await response.text()]).to.deep.equal([429, 'busy']);
      expect(seen).to.have.length(1);
    });

    it('are for what can change: neither for 400 nor for a closed port', async () => {
      const { url, seen } = await failing(9, 400);
      expect((await (await client()).request(url)).status).to.equal(400);
      expect(seen).to.have.length(1);
      const { url: closed } = await serve(() => {});
      servers.pop()?.close();
      const fault = await faultOf((await client()).request(closed));
      expect(fault).to.include({ code: 'network-failed', why: 'nothing listens there' });
    });

    it('ask again when the connection breaks, and say so when it stays broken', async () => {
      const { url, seen } = await serve((request) => request.socket.destroy());
      const fault = await faultOf((await client()).request(url, { retries: 1 }));
      expect(fault).to.include({ code: 'network-failed', why: 'the connection was broken off' });
      expect(seen).to.have.length(2);
    });

    it('are not made for an SDK, which has its own', async () => {
      const { url, seen } = await failing(1, 503);
      expect((await (await client()).fetch(url)).status).to.equal(503);
      expect(seen).to.have.length(1);
    });
  });

  describe('sending', () => {
    const parts = (...texts: string[]) =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          const text = texts.shift();
          if (text === undefined) controller.close();
          else controller.enqueue(new TextEncoder().encode(text));
        },
      });

    it('puts, patches and deletes, with text, bytes and streams', async () => {
      const { url, seen } = await serve((_, response) => response.end());
      const { request } = await client();
      await request(url, { method: 'PUT', body: 'größe' });
      await request(url, { method: 'PATCH', body: new Uint8Array([65, 66]) });
      await request(url, { method: 'PUT', body: parts('a', 'b', 'c'), timeout: 'none' });
      await request(url, { method: 'PUT', body: parts('d'), raw: true });
      await request(url, { method: 'DELETE' });
      expect(seen.map(({ method, body }) => `${method} ${body}`)).to.deep.equal([
        'PUT größe',
        'PATCH AB',
        'PUT abc',
        'PUT d',
        'DELETE ',
      ]);
    });

    it('sends a stream once, whatever the answer', async () => {
      let status = 503;
      const { url, seen } = await serve((_, response) =>
        response.writeHead(status, { 'retry-after': '0', location: '/next' }).end(),
      );
      const { request } = await client();
      const put = () => request(url, { method: 'PUT', body: parts('a') });
      expect((await put()).status).to.equal(503);
      status = 307;
      expect(await faultOf(put())).to.include({ code: 'network-failed' });
      expect(seen).to.have.length(2);
    });
  });

  it('has no deadline where none is wanted, and still ends with its signal', async () => {
    const { url } = await serve((_, response) => response.writeHead(200).write('part'));
    const controller = new AbortController();
    const { signal } = controller;
    const response = await (await client()).request(url, { timeout: 'none', signal });
    const read = faultOf(response.text());
    controller.abort();
    expect(await read).to.include({ code: 'interrupted' });
  });

  it('tells a body that breaks off', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('part');
      setTimeout(() => response.destroy(), 20);
    });
    const response = await (await client()).request(url);
    expect(await faultOf(response.text())).to.include({ code: 'network-failed' });
  });

  it('refuses what is no http address, in a sentence', async () => {
    for (const url of ['', 'nonsense', 'file:///etc/passwd', 'ftp://example.test', 'data:,x'])
      expect(await faultOf((await client()).request(url))).to.include({ code: 'insecure-url' });
  });
});
