import { expect } from 'chai';
import { decodeIndex, encodeIndex } from './indexFile.js';
import { openPostings } from './postings.js';
import { buildSearchIndex } from './searchIndex.js';

const index = buildSearchIndex([
  { title: ['Print with CUPS'], body: ['Zürich, 日本'] },
  { title: ['Run an SSH server'], synonyms: ['sshd'] },
]);

describe('a baked search index', () => {
  it('finds what was built', () => {
    const bytes = encodeIndex(index);
    const decoded = decodeIndex(bytes);
    if (decoded === undefined) throw new Error('it was not decoded');
    const baked = openPostings(decoded);
    const built = openPostings(index);
    for (const term of ['cup', 'ssh', 'sshd', 'zürich', '日本', 'ssh server', 'absent'])
      expect(baked.of(term), term).to.deep.equal(built.of(term));
    expect(baked.of('sshd')).to.have.length(1);
    expect(baked.similar('s', 4, 4)).to.deep.equal(['sshd']);
  });

  it('is read wherever its bytes lie', () => {
    const moved = new Uint8Array(encodeIndex(index).length + 1).subarray(1);
    moved.set(encodeIndex(index));
    expect(decodeIndex(moved)?.documents).to.equal(2);
  });

  it('is refused when it is damaged or of another version', () => {
    const bytes = encodeIndex(index);
    expect(decodeIndex(bytes.subarray(0, bytes.length - 1))).to.equal(undefined);
    expect(decodeIndex(new Uint8Array(3))).to.equal(undefined);
    expect(decodeIndex(Uint8Array.from(bytes, (byte, i) => (i === 0 ? 9 : byte)))).to.equal(
      undefined,
    );
  });
});
