// Lays the facts of core/options/data out for fast reading, with the lists of words that search needs
// and a mark at the names that went or moved. Needs the handbook's renames, so it is built after them.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const core = join(import.meta.dirname, '..', 'core');
const [data, dist] = [join(core, 'options/data'), join(core, 'options/dist')];
const { packFacts } = await import(join(core, 'docs/dist/facts/factsFile.js'));

mkdirSync(dist, { recursive: true });
const files = readdirSync(data);
const renames = files
  .filter((file) => file.endsWith('.renames.json'))
  .flatMap((file) => JSON.parse(readFileSync(join(data, file))));
writeFileSync(join(dist, 'renames.json'), JSON.stringify(renames));
const { renameIn } = await import(join(core, 'docs/dist/facts/renames.js'));
for (const file of files.filter((name) => name.endsWith('.json.br'))) {
  const bytes = readFileSync(join(data, file));
  const { options, ...meta } = JSON.parse(brotliDecompressSync(bytes));
  const facts = options.map(([name, { default: code = '', ...fact }]) => ({
    ...fact,
    name,
    default: code,
  }));
  // Whenever that is, or will be.
  const hasMoved = (name) => renameIn(name, [meta.set], '99.99') !== undefined;
  const blocks = renames
    .filter(({ set, block }) => set === meta.set && block === true)
    .map(({ old }) => old);
  writeFileSync(join(dist, `${meta.set}.facts`), packFacts(meta, facts, hasMoved, blocks));
}
