import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as check from 'fast-check';
import { inside } from './inside.js';

describe('a path of another machine', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'health-root-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is followed as that machine would follow it', async () => {
    mkdirSync(join(root, 'nix/store/s'), { recursive: true });
    mkdirSync(join(root, 'run'));
    symlinkSync('/nix/store/s', join(root, 'run/current-system'));
    symlinkSync('../run/current-system', join(root, 'nix/here'));
    expect(await inside(root, '/nix/here/kernel')).to.equal(join(root, 'nix/store/s/kernel'));
    expect(await inside(root, '/nix/here', false)).to.equal(join(root, 'nix/here'));
  });

  it('never leads out of it, whatever its links say', async () => {
    const part = check.constantFrom('a', 'b', '..', '.', 'etc');
    const path = check
      .array(part, { minLength: 1, maxLength: 6 })
      .map((parts) => `/${parts.join('/')}`);
    const target = check
      .tuple(check.boolean(), path)
      .map(([absolute, text]) => (absolute ? text : `../..${text}`));
    await check.assert(
      check.asyncProperty(target, target, path, async (one, other, asked) => {
        rmSync(root, { recursive: true, force: true });
        mkdirSync(join(root, 'etc'), { recursive: true });
        symlinkSync(one, join(root, 'a'));
        symlinkSync(other, join(root, 'etc/b'));
        const found = await inside(root, asked);
        if (found !== undefined) expect(`${found}/`.startsWith(`${root}/`), found).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });

  it('that goes round in a circle is none', async () => {
    symlinkSync('/b', join(root, 'a'));
    symlinkSync('/a', join(root, 'b'));
    expect(await inside(root, '/a')).to.equal(undefined);
  });
});
