import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const usage = 'npm run release -- [FOLDER] [--dry-run] [--key FILE]';

const options = { 'dry-run': { type: 'boolean' }, key: { type: 'string' } };

/**
 * What a release is asked for.
 * @returns `{ folder, dryRun, key }`, or `{ wrong }`: in our own words, as Node's are about JavaScript.
 */
export function parseRelease(argv, root) {
  const { values, positionals, tokens } = parseArgs({
    args: argv,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const unknown = tokens.find(({ kind, name }) => kind === 'option' && !(name in options));
  if (unknown !== undefined) return wrong(`a release has no flag ${unknown.rawName}`);
  if (positionals.length > 1) return wrong(`one folder, and not ${positionals.join(' and ')}`);
  const { key, 'dry-run': dryRun = false } = values;
  if (key !== undefined && (typeof key !== 'string' || key === ''))
    return wrong('--key needs the file of a private key');
  if (typeof dryRun !== 'boolean') return wrong('--dry-run takes no value');
  const [folder = 'release'] = positionals;
  if (dryRun && positionals.length > 0)
    return wrong(`--dry-run keeps nothing, so that ${folder} would stay as it is`);
  return { folder: resolve(root, folder), dryRun, key };
}

const wrong = (what) => ({ wrong: `error: ${what}\nhint:  ${usage}\n` });
