import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openRepo } from '../repo/view.js';
import { describedIn } from './readme.js';

async function saidBy(readme: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'nixai-readme-'));
  try {
    await writeFile(join(folder, 'README.md'), readme);
    const repo = await openRepo(folder, new AbortController().signal);
    return (await describedIn(repo, 'weather'))?.value;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('what a README says that a project is', () => {
  it('is what it is called, and neither its state, nor code', async () => {
    expect(
      await saidBy(
        '# NOTE\nThis project needs some help.\nIt is a one person thing that lost its money.\n\n```\n➜ ~/code(main) weather --today at home\n```\n\nWeather Teller, aka weather, is a small clock for **rain**.\n',
      ),
    ).to.equal('small clock for rain.');
  });

  it('is its first sentence where none says so', async () => {
    expect(
      await saidBy('# weather\n\n    $ weather --today at home\n\nTells when it rains.\n'),
    ).to.equal('Tells when it rains.');
    expect(
      await saidBy(
        '# weather\n\nThe forecast of versions 5.0, 3.1,\nand 3 of the sky, for all. It is fast.\n\n- a\n',
      ),
    ).to.equal('The forecast of versions 5.0, 3.1, and 3 of the sky, for all.');
    expect(await saidBy('# weather\n\nThis project needs some help.\n')).to.equal(undefined);
  });
});
