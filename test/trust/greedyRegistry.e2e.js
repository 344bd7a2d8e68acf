// A registry that sends more than anybody can take: without end, or packed so that it grows. npm itself
// would go on until the memory or the disk is full.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createHome } from '../support/home.js';

const MiB = 1 << 20;
/** What gzip begins with, and a piece that may follow again and again: 16 MiB of zeros in 16 KiB. */
const gzipHead = Buffer.from('1f8b0800000000000003', 'hex');
const whole = { finishFlush: constants.Z_FULL_FLUSH };
const zeros = deflateRawSync(Buffer.alloc(16 * MiB), whole);
const mixed = deflateRawSync(Buffer.concat([Buffer.alloc(16 * MiB), randomBytes(MiB / 16)]), whole);
const name = 'nixai-plugin-acme';
const manifest = { name, version: '1.0.0', type: 'module', oclif: { commands: './commands' } };

/** An entry of a tar file, without its content. */
function tarHead(path, size) {
  const head = Buffer.alloc(512);
  const put = (text, at) => head.write(text, at, 'latin1');
  put(path, 0);
  put('0000644\0', 100);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  put('        0', 148);
  put('ustar\u000000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

function tarball(files) {
  const parts = Object.entries(files).flatMap(([path, text]) => {
    const content = Buffer.from(text);
    return [tarHead(`package/${path}`, content.length), content, pad(content.length)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]));
}
const pad = (length) => Buffer.alloc((512 - (length % 512)) % 512);

describe('a registry that sends too much', function () {
  this.timeout(600_000);
  let home;
  let server;
  let answers;
  before(async () => {
    server = createServer((request, response) => {
      const answer = answers[decodeURIComponent(request.url).slice(1)];
      if (answer === undefined) return void response.writeHead(404).end('{}');
      answer(response);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());
  beforeEach(() => {
    home = createHome({ npm_config_registry: url('') });
  });
  afterEach(() => home.remove());

  const url = (path) => `http://127.0.0.1:${server.address().port}/${path}`;
  const document = (about, path) => (response) => {
    const version = { ...about, dist: { tarball: url(path) } };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        name: about.name,
        'dist-tags': { latest: about.version },
        versions: { [about.version]: version },
      }),
    );
  };
  /** The same piece again and again, for as long as somebody takes it, or so often. */
  const endless =
    (piece, headers = {}, first = Buffer.alloc(0), times = Infinity) =>
    (response) => {
      response.writeHead(200, headers);
      response.write(first);
      let sent = 0;
      const more = () => {
        if (sent >= times) return void response.end();
        while (!response.destroyed && ++sent < times && response.write(piece));
      };
      response.on('drain', more).on('error', () => {});
      more();
    };

  const json = { 'content-type': 'application/json' };
  const gzipped = { ...json, 'content-encoding': 'gzip' };
  for (const [what, registry, why] of [
    [
      'a list of versions without end',
      () => ({ [name]: endless(Buffer.alloc(MiB, 32), json) }),
      'sent more than 64 MiB',
    ],
    [
      'a list of versions that grows when it is unpacked',
      () => ({ [name]: endless(zeros, gzipped, gzipHead, 2000) }),
      'is larger than 1024 MiB',
    ],
    [
      'a package without end',
      () => ({
        [name]: document(manifest, 'acme.tgz'),
        'acme.tgz': endless(Buffer.alloc(MiB, 'x')),
      }),
      'sent more than 64 MiB',
    ],
    [
      'a package that grows when it is unpacked, brought along by another',
      () => {
        const bringing = { ...manifest, dependencies: { bomb: '1.0.0' } };
        const files = { 'package.json': JSON.stringify(bringing), 'commands/a.js': '' };
        const bomb = { name: 'bomb', version: '1.0.0' };
        const head = deflateRawSync(tarHead('package/zeros', 4096 * MiB), whole);
        return {
          [name]: document(bringing, 'acme.tgz'),
          'acme.tgz': (response) => response.end(tarball(files)),
          bomb: document(bomb, 'bomb.tgz'),
          // With a part that does not shrink: what grows a thousand times npm itself refuses.
          'bomb.tgz': endless(mixed, {}, Buffer.concat([gzipHead, head]), 200),
        };
      },
      'is larger than 1024 MiB',
    ],
  ])
    it(`is stopped, and said: ${what}`, async () => {
      answers = registry();
      const { code, stdout, stderr } = await home.nixai([
        ...['plugins', 'install', name, '--yes', '--json'],
      ]);
      expect(code, stdout + stderr).to.equal(1);
      const { error } = JSON.parse(stdout);
      expect(error.code).to.equal('npm-failed');
      expect(error.why).to.contain(why);
      expect(existsSync(join(home.path, '.local/share/nixai/node_modules'))).to.equal(false);
    });
});
