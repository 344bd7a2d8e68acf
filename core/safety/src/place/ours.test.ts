import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isOurs } from './ours.js';

describe('a folder that is ours', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nixai-ours-'));
    mkdirSync(join(root, 'a/b'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is one below folders that nobody else can change, by a link too', () => {
    expect(isOurs(join(root, 'a/b'))).to.equal(true);
    symlinkSync(join(root, 'a'), join(root, 'link'));
    expect(isOurs(join(root, 'link/b'))).to.equal(true);
  });

  it('is none that is not there, or that others may write to, above it or behind a link', () => {
    expect(isOurs(join(root, 'none'))).to.equal(false);
    // Everybody's, though nobody may remove there what is another's.
    expect(isOurs(tmpdir())).to.equal(false);
    symlinkSync(join(root, 'a'), join(root, 'link'));
    for (const mode of [0o777, 0o775]) {
      chmodSync(join(root, 'a'), mode);
      for (const path of ['a', 'a/b', 'link/b']) expect(isOurs(join(root, path))).to.equal(false);
    }
    // By a link that somebody could put elsewhere.
    mkdirSync(join(root, 'c'));
    symlinkSync(join(root, 'c'), join(root, 'a/link'));
    expect(isOurs(join(root, 'a/link'))).to.equal(false);
    symlinkSync('circle', join(root, 'circle'));
    expect(isOurs(join(root, 'circle'))).to.equal(false);
  });
});
