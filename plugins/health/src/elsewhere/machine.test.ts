import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processes } from '@nixai/api';
import { createTestHost, fakeProcesses } from '@nixai/api/testing';
import { expect } from 'chai';
import { openMachine } from '../machine/open.js';
import type { Elsewhere, Said, SayOptions } from './elsewhere.js';
import { openElsewhere } from './machine.js';

/** This machine, asked by its programs. */
const shell: Elsewhere = {
  run: (argv, options) => say(argv, options),
  script: (text, args, options) => say(['sh', '-c', text, 'nixai', ...args], options),
};

function say(
  [program, ...words]: readonly [string, ...string[]],
  { maxOutput = 1024 * 1024 }: SayOptions,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words);
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 128, ...said, truncated: said.stdout.length > maxOutput }),
    );
  });
}

describe('a machine that is asked by its programs', () => {
  const signal = new AbortController().signal;
  const configuration = '/etc/nixos';
  const there = () => openElsewhere(createTestHost(), shell, { configuration, signal }, []);
  const here = () =>
    openMachine({
      host: createTestHost({ services: [[processes, fakeProcesses([])]] }),
      root: '/',
      offline: false,
      signal,
      configuration,
      criticalUnits: [],
    });
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'health-there-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as one that is here', async () => {
    mkdirSync(join(folder, 'a b'));
    writeFileSync(join(folder, 'a b/-n'), 'one\ntwo\n');
    writeFileSync(join(folder, 'empty'), '');
    symlinkSync('a b/-n', join(folder, 'link'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    const [one, other] = await Promise.all([there(), here()]);
    const paths = [
      'a b/-n',
      'empty',
      'link',
      'dangling',
      'gone',
      'a b',
      'empty/below',
      "it's $(id)",
    ];
    for (const path of paths.map((name) => join(folder, name)))
      for (const way of ['read', 'list', 'link', 'resolve', 'stat'] as const) {
        const answers = await Promise.all(
          [one, other].map(async (machine) =>
            Promise.resolve<unknown>(machine[way](path)).catch(() => 'not told'),
          ),
        );
        const [found, expected] = answers.map((answer) =>
          way === 'stat' ? (answer as { size: number } | undefined)?.size : answer,
        );
        expect(found, `${way} ${path}`).to.deep.equal(expected);
      }
    expect(await one.read('/proc/sys/kernel/hostname')).to.equal(
      await other.read('/proc/sys/kernel/hostname'),
    );
    const [space, same] = [await one.space(folder), await other.space(folder)];
    expect([space?.size, space?.files]).to.deep.equal([same?.size, same?.files]);
    expect(await one.space(join(folder, 'gone'))).to.equal(undefined);
  });

  it('does not take what may not be read, or is too large, for absent', async () => {
    const large = join(folder, 'large');
    writeFileSync(large, Buffer.alloc(4 * 1024 * 1024 + 1, 'a'));
    const machine = await there();
    const told = await machine.read(large).catch((error: Error) => error.message);
    expect(told).to.contain('too large');
    const denied = openElsewhere(
      createTestHost(),
      {
        ...shell,
        script: () =>
          Promise.resolve({
            code: 1,
            stdout: '',
            stderr: "head: cannot open '/etc/shadow' for reading: Permission denied",
            truncated: false,
          }),
      },
      { configuration, signal },
      [],
    );
    const why = await (await denied).read('/etc/shadow').catch((error: Error) => error.message);
    expect(why).to.equal('only root may read /etc/shadow');
  });

  it('says which program is not there', async () => {
    const machine = await there();
    const why = await machine.say(['no-such-program-here']).catch((error: Error) => error.message);
    expect(why).to.equal('no-such-program-here is not installed');
    expect((await machine.say(['printf', '%s', '$HOME "a"'])).trim()).to.equal('$HOME "a"');
  });
});
