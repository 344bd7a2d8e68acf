import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../packageRoot.js';

/** What npm takes for the name of a new package (validate-npm-package-name); never a path that leads out. */
const packageName = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/** Semantic Versioning 2.0.0. */
const semanticVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

export const isPackageName = (name: unknown): name is string =>
  typeof name === 'string' && name.length <= 214 && packageName.test(name);

export const isVersion = (version: unknown): version is string =>
  typeof version === 'string' && version.length <= 256 && semanticVersion.test(version);

interface Program {
  readonly name: string;
  readonly oclif: { readonly plugins: readonly string[] };
}

/** Whether the program itself, or a part of it that is no plugin of its own, is called so. */
export function isPartOfNixai(called: string): boolean {
  const manifest = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  const { name, oclif } = JSON.parse(manifest) as Program;
  return called === name || oclif.plugins.includes(called) || /^@nixai\/(?!plugin-)/.test(called);
}
