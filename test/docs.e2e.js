import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const page = (name) => readFileSync(join(root, 'docs', name), 'utf8');
/** The first cell of each row of a page's tables, without its backticks. */
const firstCells = (text) => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name).sort();

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => !name.includes('testing/'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

describe('the documentation', () => {
  it('has every key of the configuration, and no other', async () => {
    const home = createHome();
    const { stdout } = await home.nixai(['config', 'show', '--json']);
    home.remove();
    const keys = JSON.parse(stdout).entries.map(({ path }) => path);
    expect(firstCells(page('configuration.md'))).to.deep.equal(keys.sort());
  });

  it('has every code that an error can have, and no other', () => {
    const plugins = readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}/src`);
    // Faults of a parse are no errors of the program.
    const rooms = readdirSync(join(root, 'core')).filter((name) => name !== 'nix');
    const core = rooms
      .map((name) => `core/${name}/src`)
      .filter((folder) => existsSync(join(root, folder)));
    const texts = [...core, ...plugins].flatMap(sources);
    const codes = new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/(?:code: |about\()'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code),
      ),
    );
    expect(firstCells(page('errors.md'))).to.deep.equal([...codes].sort());
  });
});
