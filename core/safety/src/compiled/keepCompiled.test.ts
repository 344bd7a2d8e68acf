import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const module = new URL('./keepCompiled.js', import.meta.url).href;
const mark = (text: string) => `/*${text.padEnd(16, '0')}*/`;

describe('compiled code that is kept', () => {
  let root: string;
  let bundle: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nixai-compiled-'));
    bundle = join(root, 'bundle');
    folder = join(root, 'compiled/this');
    mkdirSync(bundle);
    write('one');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (word: string) =>
    writeFileSync(
      join(bundle, 'a.cjs'),
      `${mark(word)}const { basename } = require('node:path'); exports.say = () => '${word} ' + basename(__filename);`,
    );

  /** What the bundle says, in a process that keeps its code. */
  function run(home = root): string {
    const program = `
      const { keepCompiled } = await import(${JSON.stringify(module)});
      const { createRequire } = await import('node:module');
      keepCompiled([${JSON.stringify(bundle)}], ${JSON.stringify(folder)});
      process.stdout.write(createRequire(${JSON.stringify(`${bundle}/x`)})('./a.cjs').say());`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      env: { ...process.env, HOME: home },
    });
    expect(stderr).to.equal('');
    return stdout;
  }

  const kept = () => readFileSync(join(folder, '0+a.cjs'));

  it('is used again as it is, and gives what the text gives', () => {
    expect(run()).to.equal('one a.cjs');
    const first = kept();
    expect(run()).to.equal('one a.cjs');
    expect(kept().equals(first)).to.equal(true);
    expect(readdirSync(folder)).to.deep.equal(['0+a.cjs']);
  });

  it('is made anew for another text of the same length, and for damaged bytes', () => {
    run();
    write('two');
    expect(run()).to.equal('two a.cjs');
    const whole = kept();
    // V8 itself looks at the head alone, and would run the rest as it stands.
    for (const at of [24, Math.floor(whole.length / 2), whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0xff;
      writeFileSync(join(folder, '0+a.cjs'), damaged);
      expect(run()).to.equal('two a.cjs');
      expect(kept().equals(damaged)).to.equal(false);
    }
    writeFileSync(join(folder, '0+a.cjs'), whole.subarray(0, 22));
    expect(run()).to.equal('two a.cjs');
  });

  it('is neither used nor made where others could write it', () => {
    run();
    rmSync(join(folder, '0+a.cjs'));
    chmodSync(folder, 0o777);
    expect(run()).to.equal('one a.cjs');
    expect(readdirSync(folder)).to.deep.equal([]);
    chmodSync(folder, 0o700);
    const shared = join(root, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    expect(run(shared)).to.equal('one a.cjs');
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('removes nothing where a folder that others may write to leads', () => {
    const shared = join(root, 'shared');
    const documents = join(root, 'documents');
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    const there = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of there) mkdirSync(join(documents, name), { recursive: true });
    symlinkSync(documents, join(shared, 'compiled'));
    folder = join(shared, 'compiled/this');
    expect(run()).to.equal('one a.cjs');
    expect(readdirSync(documents)).to.deep.equal(there);
    // Nor is what somebody has put there run, though it is ours to look at.
    rmSync(join(shared, 'compiled'));
    mkdirSync(folder, { recursive: true });
    expect(run()).to.equal('one a.cjs');
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('goes for the oldest of other versions', () => {
    const old = ['v1', 'v2', 'v3', 'v4', 'v5'];
    old.forEach((name, at) => {
      const one = join(root, 'compiled', name);
      mkdirSync(one, { recursive: true });
      utimesSync(one, at + 1, at + 1);
    });
    run();
    expect(readdirSync(join(root, 'compiled')).sort()).to.deep.equal(['this', 'v3', 'v4', 'v5']);
  });

  it('does without where nothing can be written', () => {
    writeFileSync(join(root, 'compiled'), '');
    expect(run()).to.equal('one a.cjs');
    folder = '/proc/self/nowhere/this';
    expect(run()).to.equal('one a.cjs');
  });
});
