// A machine that somebody else has taken over: it lets everybody in, and answers whatever it is asked
// with what a terminal obeys, with no end, with lies, or with nothing.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ssh2 from 'ssh2';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';
import { createDriver } from './support/driver.js';

const escapes = '\u001b[2J\u001b]0;owned\u0007\u001b]52;c;cm0=\u0007\u009b31m\u202e\r\u001bc\u0000';
const path = (name) => `/nix/store/${'a'.repeat(32)}-${name}`;

/** What it says, to whatever it is asked. */
const answers = {
  'with escapes': (stream) => {
    for (const line of ['current', 'next', 'failed', 'log', 'user', 'bootId'])
      stream.write(`${line}\t${escapes}${line}\n`);
    stream.stderr.write(`${escapes}${'e'.repeat(500)}\n`);
    stream.write(`${escapes}\n`.repeat(50));
    end(stream, 0);
  },
  'without end': (stream) => pour(stream, 'current\t/nix/store/x\n'.repeat(4096)),
  'with one line without end': (stream) => pour(stream, 'A'.repeat(64 * 1024)),
  'with no end of errors': (stream) => pour(stream.stderr, `${escapes}no\n`.repeat(4096)),
  'with random bytes': (stream) => {
    stream.write(randomBytes(256 * 1024));
    end(stream, 0);
  },
  'with lies that a shell would run': (stream) => {
    const word = '$(touch ran)`touch ran`;touch ran;\'"';
    for (const key of ['current', 'next', 'link', 'bootId', 'failed', 'free', 'user', 'code'])
      stream.write(`${key}\t${path(word)}\n`);
    end(stream, 0);
  },
  'with numbers that are none': (stream) => {
    for (const key of ['free', 'bootFree', 'user', 'code', 'guard', 'armed', 'systemd'])
      stream.write(`${key}\t-1e999\n${key}\tNaN\n${key}\t${'9'.repeat(400)}\n`);
    stream.write(`${'{"a":'.repeat(20_000)}\n__proto__\t1\nconstructor\t1\n`);
    end(stream, 0);
  },
  'with nothing, and that it worked': (stream) => end(stream, 0),
  'with a code that there is not': (stream) => end(stream, 4_000_000_000),
  'by hanging up': (stream, client) => client.end(),
};

function end(stream, code) {
  stream.exit(code);
  stream.end();
}

function pour(stream, text) {
  const more = () => {
    while (!stream.destroyed && stream.writable && stream.write(text));
  };
  stream.on('drain', more);
  stream.on('error', () => {});
  more();
}

/** Each command that asks machines, and none that changes one unasked. */
const commands = [
  ['machines', 'status', 'evil'],
  ['machines', 'status', 'evil', '--json'],
  ['machines', 'exec', 'evil', '--', 'uptime'],
  ['machines', 'exec', 'evil', '--json', '--', 'uptime'],
  ['machines', 'logs', 'evil', '--unit', 'nginx'],
  ['machines', 'reboot', 'evil', '--needed', '--dry-run'],
  ['machines', 'rollback', 'evil', '--dry-run'],
  ['machines', 'diff', 'evil', '--with', 'other'],
  ['machines', 'performance', 'monitor', 'evil', '--every', '1s', '--duration', '1s'],
  ['machines', 'optimize', 'evil'],
];
/** What does not end is read until its time is over: in each run one command waits for that. */
const impatient = [['machines', 'exec', '--timeout', '3', 'evil', '--', 'uptime']];
/** Bytes above what such a run may take. */
const mostMemory = 700 * 2 ** 20;

describe('a machine that answers', function () {
  this.timeout(600_000);
  let home;
  let driver;
  let server;
  let answer;
  before(async () => {
    home = createHome();
    mkdirSync(join(home.path, '.ssh'), { mode: 0o700 });
    const key = (name) => {
      const file = join(home.path, name);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'x', '-f', file]);
      return file;
    };
    key('.ssh/id_ed25519');
    const own = key('host');
    server = new ssh2.Server(
      { hostKeys: [readFileSync(own)], banner: `${escapes}welcome\n` },
      (client) => {
        client.on('error', () => {});
        client.on('authentication', (given) => given.accept());
        client.on('session', (accept) => {
          const session = accept();
          session.on('exec', (take) => {
            const stream = take();
            stream.on('error', () => {});
            stream.resume();
            answer(stream, client);
          });
        });
      },
    );
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    const [type, text] = readFileSync(`${own}.pub`, 'utf8').split(' ');
    writeFileSync(join(home.path, '.ssh/known_hosts'), `[127.0.0.1]:${port} ${type} ${text}\n`);
    mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
    const at = `host: 127.0.0.1\n    ssh-port: ${port}\n`;
    writeFileSync(
      join(home.path, '.config/nixai/machines.yaml'),
      `version: 1\nmachines:\n  evil:\n    ${at}  other:\n    ${at}`,
    );
    driver = createDriver(home, join(root, 'core/cli/bundle/main.cjs'), 120_000);
  });
  after(() => {
    driver?.stop();
    server?.close();
    home?.remove();
  });

  for (const [how, say] of Object.entries(answers))
    it(`${how} is believed in nothing, and harms nobody`, async () => {
      answer = say;
      const isEndless = / no end|without end/.test(how) && process.env.NIXAI_TRUST !== 'long';
      for (const argv of isEndless ? impatient : commands) {
        const { hung, crash, code, stdout, stderr, memory } = await driver.run(argv, {});
        const what = `${argv.join(' ')}: ${stderr}`;
        expect(crash, what).to.equal(undefined);
        expect(hung, what).to.not.equal(true);
        expect(stderr, what).to.not.contain('Nonexistent flag');
        expect(code, what).to.be.oneOf([0, 1, 3, 5]);
        expect(stderr, what).to.not.match(/\n\s+at |failed in a way/);
        // eslint-disable-next-line no-control-regex -- these are what is looked for
        const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
        expect(stdout + stderr, argv.join(' ')).to.not.match(obeyed);
        if (argv.includes('--json')) JSON.parse(stdout);
        expect(memory, argv.join(' ')).to.be.below(mostMemory);
      }
      expect(readdirSync(home.path)).to.not.include('ran');
    });
});
