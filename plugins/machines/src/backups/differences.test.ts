import { expect } from 'chai';
import { changedIn, differencesIn } from './differences.js';

const sum = (letter: string): string => letter.repeat(64);
const told = (records: readonly string[], changed = ''): readonly string[] =>
  differencesIn(records.map((one) => `${one}\0`).join(''), changedIn(changed)).map(
    ({ path, why }) => `${path}: ${why}`,
  );

describe('what of a restored backup is different', () => {
  it('is nothing where nothing is told', () => {
    expect(told([])).to.deep.equal([]);
  });

  it('is told by what it is of a file', () => {
    expect(
      told([
        `sha256\t${sum('a')}  ./etc/x`,
        `\tsha256\t${sum('b')}  ./etc/x`,
        'file\t644\t0\t0\t1.5\t3\t./etc/y',
        '\tfile\t600\t0\t0\t1.5\t3\t./etc/y',
        'link\t0\t0\t1.5\t./etc/l\t/a',
        '\tlink\t0\t0\t1.5\t./etc/l\t/b',
        'xattr\tetc/z\nuser.k=0x76\n',
        '\txattr\tetc/z\nuser.k=0x77\n',
        'd\t755\t0\t0\t1.5\t./etc',
        '\td\t700\t0\t0\t1.5\t./etc',
      ]),
    ).to.deep.equal([
      '/etc: it is another',
      '/etc/l: it is another link',
      '/etc/x: its bytes are others',
      '/etc/y: its rights, owner, time or size are others',
      'etc/z: its extended attributes are others',
    ]);
  });

  it('is a file that is missing, or that nobody has backed up', () => {
    expect(
      told(['file\t644\t0\t0\t1\t3\t./gone', '\tfile\t644\t0\t0\t1\t3\t./tab\tin\tname']),
    ).to.deep.equal([
      '/gone: it is missing, or another',
      '/tab\tin\tname: nobody has backed it up',
    ]);
  });

  it('is not what was written to while it was read, and nothing else is left out for that', () => {
    const both = (path: string): readonly string[] => [
      `sha256\t${sum('a')}  ${path}`,
      `\tsha256\t${sum('b')}  ${path}`,
    ];
    expect(told([...both('./log'), ...both('./log.1')], './log\0')).to.deep.equal([
      '/log.1: its bytes are others',
    ]);
  });
});
