// The README's picture of a terminal is of the program as it is.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './support/packed.js';

describe('the picture of a terminal', function () {
  this.timeout(120_000);

  it('shows what nixai check prints now', () => {
    const script = join(root, 'scripts/picture.js');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });
    expect(status, stderr).to.equal(0);
  });

  it('is in the README, with words for who does not see it, and loads nothing', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).to.match(
      /!\[nixai check [^\]]{20,}\]\(docs\/terminal\.svg\)/,
    );
    const svg = readFileSync(join(root, 'docs/terminal.svg'), 'utf8');
    expect(svg).to.contain('<title>nixai check ').and.contain('>error</text>');
    expect(svg).to.not.match(/<(?:script|image|style|use|a)\b|url\(|href/);
  });
});
