import { expect } from 'chai';
import { createMarkdownBlocks } from './markdownBlocks.js';

const text = `Set this.

\`\`\`nix
{
  a = 1;

  b = 2;
}
\`\`\`

- one
- two

Done.`;

function cut(pieces: readonly string[]): string[] {
  const blocks = createMarkdownBlocks();
  return [...pieces.flatMap((piece) => blocks.push(piece)), ...blocks.end()];
}

describe('createMarkdownBlocks', () => {
  it('cuts at blank lines, and never within code', () => {
    const blocks = cut([text]);
    expect(blocks).to.have.length(4);
    expect(blocks[1]).to.match(/^```nix\n[\s\S]*b = 2;\n}\n```$/);
  });

  it('gives a block as soon as it is whole', () => {
    const blocks = createMarkdownBlocks();
    expect(blocks.push('Set')).to.deep.equal([]);
    expect(blocks.push(' this.\n\nAnd')).to.deep.equal(['Set this.']);
    expect(blocks.end()).to.deep.equal(['And']);
  });

  it('gives the same blocks however the text is cut', () => {
    for (let size = 1; size < 9; size++) {
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      expect(cut(pieces)).to.deep.equal(cut([text]));
    }
  });

  it('keeps everything of code that nobody closes', () => {
    expect(cut(['```\na\n\nb']).join()).to.equal('```\na\n\nb');
  });
});
