import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../packageRoot.js';

/** `notes` is short for our own `@nixai/plugin-notes`; any other word stays as it is. */
export function fullName(typed: string): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    nixai: { officialPlugins: Readonly<Record<string, unknown>> };
  };
  const [word = '', ...range] = typed.split('@');
  const official = `@nixai/plugin-${word}`;
  return official in manifest.nixai.officialPlugins ? [official, ...range].join('@') : typed;
}
