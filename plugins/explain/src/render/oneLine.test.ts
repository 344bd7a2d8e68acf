import { expect } from 'chai';
import { plainLine } from './oneLine.js';

describe('a line of plain text', () => {
  it('has no marks of Markdown left', () => {
    const markdown =
      '> **Note:** set `a.b`,\n> see [the manual](https://x.example/a) or ``c`d``.\n';
    expect(plainLine(markdown)).to.equal('Note: set a.b, see the manual or c`d.');
  });

  it('is cut without leaving half a mark', () => {
    expect(plainLine('Verbatim `nginx.conf` text', 14)).to.equal('Verbatim ngin…');
  });

  it('leaves what is no mark alone', () => {
    expect(plainLine('a * b, <name>, x[1] (2), "$1"')).to.equal('a * b, <name>, x[1] (2), "$1"');
  });
});
