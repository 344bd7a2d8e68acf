import { expect } from 'chai';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
  it('passes on no folder that is another one in each folder', () => {
    const own = {
      PATH: '.:/usr/bin::bin:/bin',
      HOME: '.',
      XDG_CONFIG_HOME: 'config',
      XDG_CACHE_HOME: '/cache',
      TMPDIR: '',
    };
    expect(childEnvironment('rg', own)).to.deep.equal({
      LC_ALL: 'C.UTF-8',
      PATH: '/usr/bin:/bin',
      XDG_CACHE_HOME: '/cache',
    });
    expect(childEnvironment('rg', { PATH: '.:' })).to.deep.equal({ LC_ALL: 'C.UTF-8' });
  });

  it('starts git, and what starts git, with none of the programs that a folder names', async () => {
    const git = async (...words: string[]) => {
      const { code, stdout } = await run(['git', '-C', folder, ...words]);
      return code === 0 ? stdout.trim() : `code ${code}`;
    };
    await git('init', '-q');
    for (const name of ['core.fsmonitor', 'core.hooksPath', 'gpg.program'])
      writeFileSync(join(folder, '.git/config'), `[${name.replace('.', ']\n')} = evil\n`, {
        flag: 'a',
      });
    expect(await git('config', 'core.fsmonitor')).to.equal('false');
    expect(await git('config', 'core.hooksPath')).to.equal('/dev/null');
    expect(await git('config', 'gpg.program')).to.equal('false');
    const nix = childEnvironment('nix-build', process.env);
    const { stdout } = await run(['sh', '-c', 'git config core.fsmonitor'], {
      cwd: folder,
      env: nix,
    });
    expect(stdout).to.equal('false\n');
    // Nothing is fetched unless that is asked for.
    expect(await git('fetch', `file://${folder}`)).to.equal('code 128');
    const env = { GIT_ALLOW_PROTOCOL: 'file' };
    expect(
      (await run(['git', '-C', folder, 'ls-remote', `file://${folder}`], { env })).code,
    ).to.equal(0);
  });

  it('starts no git where a pipe stands in the place of a file of its repository', async () => {
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'below'));
    await run(['mkfifo', join(folder, '.git/config')]);
    for (const argv of [
      ['git', 'status'],
      ['git', '-C', join(folder, 'below'), 'status'],
    ] as const) {
      const fault = await faultOf(run([...argv], { cwd: folder }));
      expect(fault.message).to.contain('git is not started in').and.contain(folder);
      expect(fault.why).to.contain('.git/config is no file but a pipe');
    }
  });

  it('ends a program that takes too long, with all that it started', async () => {
    const script = 'sleep 60 & echo $!; wait';
    let pid = 0;
    // On a busy machine it has to be given more time before it has said which process is its own.
    for (let timeout = 300; pid === 0; timeout *= 2) {
      const onOutput = (_: string, text: string) => (pid = Number(text));
      const fault = await faultOf(run(['sh', '-c', script], { timeout, onOutput }));
      expect(fault.code).to.equal('program-timeout');
    }
    await untilGone(pid);
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
    const { stdout } = await run(['sh', '-c', 'sleep 3600 & echo done $!'], { timeout: 'none' });
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

  it('waits as long as it has to where there is no deadline', async () => {
    expect((await run(['sleep', '0.3'], { timeout: 'none' })).code).to.equal(0);
  });

  describe('a program that is started', () => {
    it('is read line by line, and talked to', async () => {
      const program = await runner.start([
        'sh',
        '-c',
        'while read -r l; do echo "<$l>"; done; exit 4',
      ]);
      program.stderr.resume();
      program.stdin.write('größe\nb\r\n');
      program.stdin.end('last');
      const lines: string[] = [];
      for await (const line of program.lines()) lines.push(line);
      expect(lines).to.deep.equal(['<größe>', '<b\r>']);
      expect(await program.exited).to.deep.equal({ code: 4 });
    });

    it('loses nothing to a reader that comes late', async () => {
      const program = await runner.start(['sh', '-c', 'seq 1 5000; seq 1 3 >&2']);
      expect(await program.exited).to.deep.equal({ code: 0 });
      await sleep(1200);
      let count = 0;
      for await (const line of program.lines()) count += line === String(count + 1) ? 1 : 0;
      expect(count).to.equal(5000);
      const errors: string[] = [];
      for await (const line of program.lines('stderr')) errors.push(line);
      expect(errors).to.deep.equal(['1', '2', '3']);
    });

    it('gives a line without an end in pieces, and keeps memory', async () => {
      const program = await runner.start(['sh', '-c', 'yes | tr -d "\\n" | head -c 5000000']);
      program.stderr.resume();
      let size = 0;
      let longest = 0;
      for await (const line of program.lines()) {
        size += line.length;
        longest = Math.max(longest, line.length);
      }
      expect(size).to.equal(5_000_000);
      expect(longest).to.be.below(1.2 * 2 ** 20);
    });

    it('ends with its group, by hand and by its signal', async () => {
      const script = 'sleep 60 & echo $!; wait';
      const program = await runner.start(['sh', '-c', script]);
      let pid = 0;
      for await (const line of program.lines()) {
        pid = Number(line);
        program.end();
      }
      expect(await program.exited).to.deep.equal({ code: 143 });
      await untilGone(pid);
      const controller = new AbortController();
      const other = await runner.start(['sleep', '60'], { signal: controller.signal });
      controller.abort();
      expect(await faultOf(other.exited)).to.include({ code: 'interrupted' });
    });

    it('is named where it is not there', async () => {
      expect((await faultOf(runner.start(['no-such-program']))).code).to.equal('program-missing');
      expect((await faultOf(runner.start(['true'], { cwd: join(folder, 'no') }))).code).to.equal(
        'program-failed',
      );
    });
  });

  describe('a pipeline', () => {
    it('feeds each program with what the one before it says', async () => {
      const result = await runner.pipeline([['cat'], ['tr', 'a-z', 'A-Z'], ['rev']], {
        input: 'abc\ndef\n',
      });
      expect(result).to.deep.equal({ code: 0, stdout: 'CBA\nFED\n', stderr: '', truncated: false });
    });

    it('fails with the last program that failed, and has the errors of all', async () => {
      const fails = (code: number): readonly [string, ...string[]] => [
        'sh',
        '-c',
        `cat; echo e${code} >&2; exit ${code}`,
      ];
      const result = await runner.pipeline([fails(3), fails(4), ['cat']], { input: 'x' });
      expect(result).to.include({ code: 4, stdout: 'x', stderr: 'e3\ne4\n' });
    });

    it('is over when the last has read enough', async () => {
      const result = await runner.pipeline([['yes'], ['head', '-n', '2']]);
      expect(result).to.include({ code: 0, stdout: 'y\ny\n' });
    });

    it('waits for a slow reader with all that was said', async () => {
      const result = await runner.pipeline([
        ['seq', '1', '3000'],
        ['sh', '-c', 'sleep 1.5; wc -l'],
      ]);
      expect(result.stdout.trim()).to.equal('3000');
    });

    it('starts none of its programs where one is missing, and ends all with one', async () => {
      const file = join(folder, 'started');
      const fault = await faultOf(runner.pipeline([['touch', file], ['no-such-program']]));
      expect(fault.code).to.equal('program-missing');
      expect(existsSync(file)).to.equal(false);
      const late = await faultOf(runner.pipeline([['sleep', '60'], ['cat']], { timeout: 200 }));
      expect(late.code).to.equal('program-timeout');
    });
  });

  describe('children of a process that is killed', () => {
    it('are ended, with all that they started', async () => {
      const module = new URL('./processRunner.js', import.meta.url).href;
      const script = `
        const { createProcessRunner } = await import('${module}');
        const runner = createProcessRunner();
        await runner.run(['true']);
        const p = await runner.start(['sh', '-c', 'sleep 61 & echo $!; wait']);
        for await (const line of p.lines()) console.log(p.pid + ' ' + line);`;
      const parent = await runner.start([process.execPath, '--input-type=module', '-e', script]);
      parent.stderr.resume();
      for await (const line of parent.lines()) {
        process.kill(parent.pid, 'SIGKILL');
        for (const pid of line.split(' ').map(Number)) await untilGone(pid);
        break;
      }
    });
  });

  describe('a program at the terminal', () => {
    it('has Ctrl-C for itself, and gives it back', async function () {
      if ((await which('script')) === undefined) this.skip();
      const module = new URL('./processRunner.js', import.meta.url).href;
      const harness = join(folder, 'harness.mjs');
      writeFileSync(
        harness,
        `const { createProcessRunner } = await import('${module}');
        process.on('SIGINT', () => console.log('ours'));
        const inner = 'trap "echo its; exit 7" INT; echo ready; read -r line';
        const { code } = await createProcessRunner().atTerminal(['sh', '-c', inner]);
        console.log('code ' + code);
        process.kill(process.pid, 'SIGINT');
        setTimeout(() => {}, 50);`,
      );
      const command = `'${process.execPath}' '${harness}'`;
      const terminal = await runner.start(['script', '-qec', command, '/dev/null']);
      terminal.stderr.resume();
      const said: string[] = [];
      for await (const line of terminal.lines()) {
        said.push(line);
        if (line === 'ready') terminal.stdin.write('\u0003');
      }
      expect(said.map((line) => line.replace('^C', ''))).to.deep.equal([
        'ready',
        'its',
        'code 7',
        'ours',
      ]);
    });
  });
});

/** Where a process stays, the test hangs. */
async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) await sleep(20);
}
