import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { errorCode } from '@nixai/api/testing';
import type { KnownMachine } from '../registry/load.js';
import { hasSshd, SshWorld } from '../testing/sshServer.js';
import { createConnections } from './connections.js';

const { signal } = new AbortController();

/** What stands where an SSH server should be, and means no good. */
const hostile: Readonly<Record<string, (socket: Socket) => void>> = {
  'says one byte now and then': (socket) => {
    const text = 'SSH-2.0-'.padEnd(10_000, 'x');
    let at = 0;
    const drip = setInterval(() => socket.write(text[at++ % text.length] ?? 'x'), 20);
    socket.on('close', () => clearInterval(drip));
  },
  'says lines without end before it is one': (socket) => {
    const lines = 'welcome\r\n'.repeat(8_000);
    const pour = (): void => {
      while (!socket.destroyed && socket.write(lines));
    };
    socket.on('drain', pour);
    pour();
  },
  'says one line without end': (socket) => {
    const line = 'A'.repeat(64 * 1024);
    const pour = (): void => {
      while (!socket.destroyed && socket.write(line));
    };
    socket.on('drain', pour);
    pour();
  },
  'says its name with what a terminal obeys, and then nothing': (socket) => {
    socket.write('\u001b]0;mine\u0007\u001b[2J\r\nSSH-2.0-\u001b[31mevil\r\n');
  },
  'says that it is one, and then what is none of it': (socket) => {
    socket.write('SSH-2.0-OpenSSH_9.2\r\n');
    socket.write(Buffer.alloc(64 * 1024, 0xff));
  },
};

describe('a host that means no good', function () {
  let world: SshWorld;
  let servers: Server[];
  this.timeout(120_000);
  before(function () {
    if (!hasSshd) this.skip();
  });
  beforeEach(() => {
    world = new SshWorld();
    servers = [];
  });
  afterEach(() => {
    servers.forEach((one) => one.close());
    world.close();
  });

  async function listen(behave: (socket: Socket) => void): Promise<KnownMachine> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      behave(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { name: 'evil', host: '127.0.0.1', sshPort: port, tags: [], from: [] };
  }

  for (const [what, behave] of Object.entries(hostile))
    it(`is given up where it ${what}, and holds up no other`, async () => {
      const evil = await listen(behave);
      const good = await world.serve('good');
      const short = createConnections({ machines: new Map(), home: world.home, timeout: 1_500 });
      const long = createConnections({ machines: new Map(), home: world.home, timeout: 60_000 });
      const before = process.memoryUsage().rss;
      const [code, said] = await Promise.all([
        errorCode(() => short.to(evil, signal)),
        long.to(good.machine(), signal).then((remote) => remote.run(['echo', 'well'])),
      ]);
      expect(code).to.be.oneOf(['machine-timeout', 'machine-unreachable']);
      expect(said.stdout).to.equal('well\n');
      expect((process.memoryUsage().rss - before) / 1024 ** 2).to.be.lessThan(200);
      short.close();
      long.close();
    });

  it('has no way to put its banner or its message of the day among what a program says', async () => {
    const banner = join(world.folder, 'banner');
    writeFileSync(banner, '\u001b[2Jbanner\n');
    const extra = `Banner ${banner}`;
    const server = await world.serve('loud', { extra });
    const all = createConnections({ machines: new Map(), home: world.home, timeout: 60_000 });
    const remote = await all.to(server.machine(), signal);
    const { stdout, stderr } = await remote.run(['echo', 'it']);
    expect([stdout, stderr]).to.deep.equal(['it\n', '']);
    all.close();
  });
});
