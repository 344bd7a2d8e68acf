import { EventEmitter, once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { Server } from '@modelcontextprotocol/server';
import { isNixaiError } from '@nixai/api';
import { listenAtHttp, type HttpOptions } from './http.js';
import type { Listening } from './socket.js';

const token = 'a'.repeat(64);
const authorization = `Bearer ${token}`;
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What is told of a call that does not end by itself. */
const told = new EventEmitter();

const create = () => {
  const server = new Server({ name: 'test', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: [] }));
  server.setRequestHandler('tools/call', async (_, { mcpReq: { signal } }) => {
    told.emit('began');
    await once(signal, 'abort');
    told.emit('given up');
    return { content: [] };
  });
  return server;
};

describe('the HTTP side of the server', () => {
  let listening: Listening;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const text = { type: 'text/plain', text: 'here' };
  const options: HttpOptions = {
    host: '127.0.0.1',
    port: 0,
    create,
    token,
    pages: {
      'GET /open': { open: true, answer: async () => text },
      'POST /closed': { answer: async (body) => ({ ...text, text: body }) },
      'GET /held': { answer: () => held.then(() => text) },
    },
    onError: () => {},
  };
  before(async () => void (listening = await listenAtHttp(options)));
  after(async () => {
    release();
    await listening.close();
  });

  function ask({ method = 'POST', path = '/mcp', headers = {}, body }: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const sent = request(`${listening.at}${path}`, { method, headers }, (answer) => {
        let said = '';
        answer.setEncoding('utf8').on('data', (part: string) => (said += part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: said }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  const refused: readonly (readonly [string, Asked, number])[] = [
    ['without a token', {}, 401],
    ['with another token', { headers: { authorization: `Bearer ${'b'.repeat(64)}` } }, 401],
    ['with a token that is no bearer', { headers: { authorization: token } }, 401],
    ['of a page of the web', { headers: { authorization, origin: 'https://evil.example' } }, 403],
    ['of a sandboxed page', { headers: { authorization, origin: 'null' } }, 403],
    ['of an extension', { headers: { authorization, origin: 'chrome-extension://x' } }, 403],
    ['for a name that leads here', { headers: { authorization, host: 'evil.example' } }, 403],
    [
      'for a name that begins like ours',
      { headers: { authorization, host: 'localhost.evil.example' } },
      403,
    ],
    ['for what is no address', { path: '//\\', headers: { authorization } }, 400],
    ['with GET', { method: 'GET', headers: { authorization } }, 405],
    ['with PUT', { method: 'PUT', headers: { authorization } }, 405],
    ['with DELETE', { method: 'DELETE', headers: { authorization } }, 405],
    ['for what is not there', { path: '/nothing', headers: { authorization } }, 404],
    ['for a name of JavaScript', { path: '/__proto__', headers: { authorization } }, 404],
    [
      'with too large a body',
      { headers: { authorization }, body: 'x'.repeat(2 * 1024 * 1024) },
      413,
    ],
    ['of no JSON', { headers: { authorization }, body: 'a=b' }, 415],
    ['that is no JSON', { headers: { authorization, ...json }, body: '{' }, 400],
  ];
  for (const [what, asked, status] of refused)
    it(`answers ${status} to a request ${what}`, async () => {
      const answer = await ask(asked).catch((error: NodeJS.ErrnoException) => error);
      // Who is told that a body is too large may still be writing when the connection ends.
      if (answer instanceof Error) expect([status, answer.code]).to.deep.equal([413, 'EPIPE']);
      else expect(answer.status).to.equal(status);
    });

  it('answers 403 to a request for two names', async () => {
    const client = connect(Number(new URL(listening.at).port), '127.0.0.1');
    client.end('GET /open HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n');
    const [said] = (await once(client, 'data')) as [Buffer];
    expect(said.toString()).to.match(/^HTTP\/1\.1 403 /);
  });

  it('names the methods that an address has', async () => {
    const { headers } = await ask({ method: 'GET', headers: { authorization } });
    expect(headers.allow).to.equal('POST');
  });

  it('answers from this machine, by each of its names', async () => {
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:8081', 'LOCALHOST'])
      expect((await ask({ method: 'GET', path: '/open', headers: { host } })).status).to.equal(200);
    const own = { authorization, origin: 'http://localhost:3000' };
    expect((await ask({ path: '/closed', headers: own, body: 'hi' })).text).to.equal('hi');
  });

  it('speaks both eras of the protocol', async () => {
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const modern = await ask({
      headers: {
        ...json,
        authorization,
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/list',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/list',
        params: { _meta: meta },
      }),
    });
    expect(modern.status, modern.text).to.equal(200);
    expect(modern.text).to.include('"tools":[]');
    const legacy = await greet();
    expect(legacy.status, legacy.text).to.equal(200);
    expect(legacy.text).to.include('2025-06-18');
    // One that greets nobody, as a script may.
    const alone = await old({ id: 2, method: 'tools/list' });
    expect(alone.text).to.include('"tools":[]');
  });

  /** A message of the older era. */
  const old = (message: object, session?: string) =>
    ask({
      headers: {
        ...json,
        authorization,
        ...(session !== undefined && { 'mcp-session-id': session }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
  const greet = () =>
    old({
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      },
    });

  it('gives up what a client of the older era cancels', async () => {
    const { headers } = await greet();
    const session = String(headers['mcp-session-id']);
    const [began, givenUp] = [once(told, 'began'), once(told, 'given up')];
    // It is answered by nobody any more, and open until the connection ends.
    old({ id: 7, method: 'tools/call', params: { name: 'x', arguments: {} } }, session).catch(
      () => {},
    );
    await began;
    const cancel = { method: 'notifications/cancelled', params: { requestId: 7 } };
    expect((await old(cancel, session)).status).to.equal(202);
    await givenUp;
  });

  it('has a client greet again whose session it does not know, or no longer', async () => {
    const { headers } = await greet();
    const session = String(headers['mcp-session-id']);
    const ping = { id: 2, method: 'ping' };
    expect((await old(ping, 'somebody')).status).to.equal(404);
    expect((await old(ping, session)).status).to.equal(200);
    for (let other = 0; other < 64; other++) await greet();
    expect((await old(ping, session)).status).to.equal(404);
  });

  it('turns away the thirty-third at once, and goes on when there is room', async () => {
    const headers = { authorization };
    const waiting = Array.from({ length: 32 }, () =>
      ask({ method: 'GET', path: '/held', headers }),
    );
    let turnedAway: Answered;
    // The others may not have come in yet.
    do turnedAway = await ask({ path: '/closed', headers });
    while (turnedAway.status === 200);
    expect(turnedAway.status).to.equal(503);
    release();
    for (const { status } of await Promise.all(waiting)) expect(status).to.equal(200);
    expect((await ask({ path: '/closed', headers })).status).to.equal(200);
  });

  it('is refused a port that another has, and names who', async () => {
    const port = Number(new URL(listening.at).port);
    try {
      await listenAtHttp({ ...options, port, holderOf: async (of) => `somebody has ${of}` });
      expect.fail('it listens');
    } catch (error) {
      if (!isNixaiError(error)) throw error;
      expect(error.code).to.equal('mcp-address-taken');
      expect(error.why).to.equal(`somebody has ${port}`);
    }
  });
});
