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
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly nixai: { readonly officialPlugins: Readonly<Record<string, unknown>> };
}

/** Whether the program itself, or what it is made of, is called so; its official plugins are plugins. */
export function isPartOfNixai(called: string): boolean {
  const manifest = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  const { name, dependencies, nixai } = JSON.parse(manifest) as Program;
  if (called in nixai.officialPlugins) return false;
  return called === name || called in (dependencies ?? {});
}
