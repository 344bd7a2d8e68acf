import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shellWord } from '@nixai/api';
import { packageRoot } from '../../packageRoot.js';

/** What builds, tests and tries a plugin that was just made; works where no registry has the api. */
export function nextSteps(folder: string): string[] {
  const api = ownApi(packageRoot);
  return [
    `cd ${shellWord(folder)}`,
    api === undefined ? 'npm install' : `npm install --no-save ${shellWord(api)}`,
    'npm test',
    'nixai plugins link .',
  ];
}

/** The folder of the @nixai/api that this nixai has itself, as Node looks for it. */
function ownApi(from: string): string | undefined {
  const folder = join(from, 'node_modules/@nixai/api');
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  return dirname(from) === from ? undefined : ownApi(dirname(from));
}
