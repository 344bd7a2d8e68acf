import { expect } from 'chai';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from '../testing/temporaryFolder.js';
import { childEnvironment } from './environment.js';
import { createProcessRunner } from './processRunner.js';
import { which } from './which.js';

const runner = createProcessRunner();
const run: typeof runner.run = (argv, options) => runner.run(argv, options);

const isRunning = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('process runner', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-run-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('hands each argument over as it is, whatever a shell would make of it', async () => {
    const hostile = [
      '$(touch pwned)',
      '; touch pwned',
      '`id`',
      '*',
      '--',
      '"',
      "'",
      '\n',
      '',
      '-rf',
    ];
    const { stdout, code } = await run(
      [
        process.execPath,
        '-e',
        'console.log(JSON.stringify(process.argv.slice(1)))',
        '--',
        ...hostile,
      ],
      { cwd: folder },
    );
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal(hostile);
    expect(existsSync(join(folder, 'pwned'))).to.equal(false);
  });

  it('gives both outputs and the exit code, and feeds the input', async () => {
    const result = await run(['sh', '-c', 'cat; echo oops >&2; exit 3'], { input: 'größe' });
    expect(result).to.deep.equal({ code: 3, stdout: 'größe', stderr: 'oops\n', truncated: false });
  });

  it('says 128 and the signal when a signal ended it', async () => {
    expect((await run(['sh', '-c', 'kill -TERM $$'])).code).to.equal(143);
  });

  it('does not mind a program that leaves its input unread', async () => {
    expect((await run(['true'], { input: 'x'.repeat(1 << 20) })).code).to.equal(0);
  });

  it('passes on no variable that is not on the list', async () => {
    process.env['OPENAI_API_KEY'] = 'canary';
    process.env['NIX_CONFIG'] = 'access-tokens = github.com=canary';
    try {
      const { stdout } = await run(['env'], { env: { ADDED: 'yes' } });
      expect(stdout).not.to.contain('canary');
      expect(stdout).to.contain('ADDED=yes').and.to.contain('PATH=');
    } finally {
      delete process.env['OPENAI_API_KEY'];
      delete process.env['NIX_CONFIG'];
    }
  });

  it("hands Nix's own settings to Nix, which may hold its tokens, and to nobody else", () => {
    const own = { NIX_CONFIG: 'cores = 1', GEMINI_API_KEY: 'key' };
    expect(childEnvironment('/run/current-system/sw/bin/nix', own)).to.include({
      NIX_CONFIG: 'cores = 1',
    });
    expect(childEnvironment('rg', own)).to.have.all.keys('LC_ALL');
  });

  it('ends a program that takes too long, with all that it started', async () => {
    const script = 'sleep 60 & echo $!; wait';
    let pid = 0;
    const fault = await faultOf(
      run(['sh', '-c', script], { timeout: 300, onOutput: (_, text) => (pid = Number(text)) }),
    );
    expect(fault.code).to.equal('program-timeout');
    for (let tries = 0; tries < 100 && isRunning(pid); tries++) await sleep(20);
    expect(isRunning(pid)).to.equal(false);
  });

  it('is over when its signal is aborted, before the start and after it', async () => {
    const early = await faultOf(
      run(['touch', join(folder, 'file')], { signal: AbortSignal.abort() }),
    );
    expect(early.code).to.equal('interrupted');
    expect(existsSync(join(folder, 'file'))).to.equal(false);
    const controller = new AbortController();
    const running = run(['sleep', '60'], { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect(await faultOf(running)).to.include({ code: 'interrupted', exitCode: 130 });
  });

  it('keeps so many bytes of each output, and says that there was more', async () => {
    const result = await run(['sh', '-c', 'yes | head -c 100000; echo err >&2'], { maxOutput: 10 });
    expect(result).to.deep.equal({
      code: 0,
      stdout: 'y\n'.repeat(5),
      stderr: 'err\n',
      truncated: true,
    });
  });

  it('does not wait for a daemon that keeps the outputs open', async () => {
    const { stdout } = await run(['sh', '-c', 'sleep 60 & echo done $!'], { timeout: 20_000 });
    process.kill(Number(stdout.split(' ')[1]));
    expect(stdout).to.match(/^done/);
  });

  it('tells whole characters, however the bytes come', async () => {
    const script =
      'process.stdout.write(Buffer.from([0xe6]));setTimeout(()=>process.stdout.write(Buffer.from([0x97,0xa5])),80)';
    const seen: string[] = [];
    await run([process.execPath, '-e', script], { onOutput: (_, text) => seen.push(text) });
    expect(seen.join('')).to.equal('日');
  });

  it('names the program that is not there, and starts nothing from the current folder', async () => {
    const program = join(folder, 'here');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    const fault = await faultOf(run(['here'], { cwd: folder }));
    expect(fault.code).to.equal('program-missing');
    expect(fault.what).to.contain('here');
    expect(await which('here', `:.:${folder}`)).to.equal(program);
    expect(await which('here', ':.:relative')).to.equal(undefined);
  });

  it('refuses what the system would not take, in a sentence', async () => {
    expect((await faultOf(run(['echo', 'a\0b']))).code).to.equal('program-failed');
    expect((await faultOf(run(['true'], { cwd: join(folder, 'no') }))).code).to.equal(
      'program-failed',
    );
    expect((await faultOf(run(['true', 'x'.repeat(3 << 20)]))).code).to.equal('program-failed');
  });
});
