import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { which } from '../run/which.js';
import { unifiedDiff } from './diff.js';

describe('files: diff', () => {
  it('is empty for equal texts', () => {
    expect(unifiedDiff('a\n', 'a\n', 'x')).to.equal('');
  });

  it('shows three lines around each change', () => {
    const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
    expect(unifiedDiff(before, before.replace('5', 'five'), 'n.nix')).to.equal(
      '--- a/n.nix\n+++ b/n.nix\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    );
  });

  it('names an absolute path so that patch -p1 finds it from the root', () => {
    expect(unifiedDiff('1\n', '2\n', '/etc/x')).to.match(/^--- a\/etc\/x\n\+\+\+ b\/etc\/x\n/);
  });

  it('shows a new file, and a last line without its end', () => {
    expect(unifiedDiff('', 'a', 'n')).to.equal(
      '--- /dev/null\n+++ b/n\n@@ -0,0 +1,1 @@\n+a\n\\ No newline at end of file\n',
    );
  });

  it('says all that changed: patch makes the new text of the old one', async function () {
    if ((await which('patch')) === undefined) this.skip();
    const folder = temporaryFolder();
    const file = folder.at('file');
    const text = fc
      .tuple(
        fc.array(fc.constantFrom('a', 'b', 'c', '', '{', '}'), { maxLength: 30 }),
        fc.boolean(),
      )
      .map(([lines, ended]) => lines.map((line) => `${line}\n`).join('') + (ended ? '' : 'end'));
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          expect(unifiedDiff(before, before, 'file')).to.equal('');
          fc.pre(before !== after);
          const diff = unifiedDiff(before, after, 'file');
          writeFileSync(file, before);
          writeFileSync(folder.at('diff'), diff);
          execFileSync('patch', ['--silent', '--no-backup-if-mismatch', file, folder.at('diff')]);
          let patched = '';
          try {
            patched = readFileSync(file, 'utf8');
          } catch {
            // patch removes a file that becomes empty.
          }
          expect(patched).to.equal(after);
        }),
        { numRuns: 150 },
      );
    } finally {
      folder.remove();
    }
  });

  it('is quick about two long texts that have nothing in common', () => {
    const lines = (word: string) =>
      Array.from({ length: 20_000 }, (_, n) => `${word}${n}\n`).join('');
    const diff = unifiedDiff(lines('a'), lines('b'), 'x');
    expect(diff.split('\n')).to.have.length(40_000 + 4);
  });
});
