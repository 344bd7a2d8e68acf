import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { which } from '../run/which.js';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { createTransport } from './transport.js';

const servers: Server[] = [];
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy that carries every tunnel to one address, and notes where it should have gone. */
async function proxyTo(address: () => string) {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, client) => {
    asked.push(request.url ?? '');
    const [host = '', port = ''] = address().split(':');
    const server = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
  return { asked, url: `http://${await listen(proxy)}` };
}

describe('http: transport', function () {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().unref();
    folder.remove();
  });

  it('goes through the proxy of the environment, but never to this machine', async () => {
    const address = await listen(createServer((_, response) => response.end('served')));
    const proxy = await proxyTo(() => address);
    const before = { ...process.env };
    process.env['http_proxy'] = proxy.url;
    try {
      const { send } = createTransport(process.env);
      expect(await (await send(new URL('http://example.test/x'), {})).text()).to.equal('served');
      expect(await (await send(new URL(`http://${address}/`), {})).text()).to.equal('served');
      expect(proxy.asked).to.deep.equal(['example.test:80']);
    } finally {
      process.env = before;
    }
  });

  it('trusts the authorities that the machine lists, and no others', async function () {
    if ((await which('openssl')) === undefined) this.skip();
    const [key, cert] = [folder.at('key.pem'), folder.at('cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
      ].concat([
        '-subj',
        '/CN=example.test',
        '-addext',
        'subjectAltName=DNS:example.test',
        '-keyout',
        key,
        '-out',
        cert,
      ]),
      { stdio: 'ignore' },
    );
    const tls = { key: readFileSync(key), cert: readFileSync(cert) };
    const address = await listen(createTlsServer(tls, (_, response) => response.end('served')));
    const proxy = await proxyTo(() => address);
    const before = { ...process.env };
    process.env['https_proxy'] = proxy.url;
    try {
      const url = new URL('https://example.test/');
      const { send: trusting } = createTransport({ ...process.env, SSL_CERT_FILE: cert });
      expect(await (await trusting(url, {})).text()).to.equal('served');
      const strange = await createTransport({ https_proxy: proxy.url })
        .send(url, {})
        .catch((error: unknown) => error);
      expect(strange).to.be.instanceOf(TypeError);
    } finally {
      process.env = before;
    }
  });
});
