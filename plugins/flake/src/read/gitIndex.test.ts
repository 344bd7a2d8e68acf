import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { indexNames, trackedFiles } from './gitIndex.js';

describe("git's index", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-index-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const git = (...argv: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], {
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });

  const put = (...names: string[]) => {
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name);
    }
  };

  for (const version of [2, 3, 4])
    it(`of version ${version} names what git names`, () => {
      git('init', '-q');
      const names = ['a', 'b.nix', 'dir/c', `dir/${'long'.repeat(60)}`, 'dir/d e', 'über', 'z/y/x'];
      put(...names);
      git('add', ...names.slice(0, -1));
      git('add', '-N', 'z');
      put('untracked');
      git('update-index', '--index-version', String(version));
      const told = git('ls-files', '-z')
        .split('\0')
        .filter((one) => one !== '');
      expect([...trackedFiles(folder)!].sort()).to.deep.equal(told.sort());
      expect([...trackedFiles(join(folder, 'dir'))!]).to.include.members(['c', 'd e']);
    });

  it('is that of a worktree where the folder is one', () => {
    git('init', '-q');
    put('a');
    git('add', 'a');
    git('commit', '-qm', 'a');
    git('worktree', 'add', '-q', join(folder, 'other'));
    expect([...trackedFiles(join(folder, 'other'))!]).to.deep.equal(['a']);
  });

  it('is not known outside of a repository, and of bytes that are none', () => {
    expect(trackedFiles(folder)).to.equal(undefined);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 2, max: 4 }),
        (bytes, version) => {
          const head = Buffer.from(
            `DIRC\0\0\0${String.fromCharCode(version)}\0\0\0\u0003`,
            'latin1',
          );
          indexNames(Buffer.from(bytes));
          indexNames(Buffer.concat([head, bytes]));
        },
      ),
    );
  });

  it('is not read where its names grow without end', () => {
    const entries = 100_000;
    const head = Buffer.from('DIRC\0\0\0\u0004\0\0\0\0', 'latin1');
    head.writeUInt32BE(entries, 8);
    // Each is the one before and a byte more.
    const entry = Buffer.concat([Buffer.alloc(62), Buffer.from('\0a\0', 'latin1')]);
    const before = process.memoryUsage().rss;
    const all = Buffer.concat([head, ...Array.from({ length: entries }, () => entry)]);
    expect(indexNames(all)).to.equal(undefined);
    expect(process.memoryUsage().rss - before).to.be.below(300 * 2 ** 20);
  });
});
