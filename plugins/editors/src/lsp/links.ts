import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { moduleOutputs, parse, readModule, systemsIn, type ModuleImport } from '@nixai/nix';

/** An import, and the file that it leads to. */
export interface Link {
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

/** The files that a module imports, or a flake builds from; those alone that are there. */
export async function importLinks(path: string, text: string): Promise<Link[]> {
  const { root } = parse(text, { pipeOperators: true }).tree;
  const named: readonly ModuleImport[] = [
    ...readModule(text, root).imports,
    ...systemsIn(root, text).flatMap(({ modules }) => modules),
    ...moduleOutputs(root, text).map(({ module }) => module),
  ];
  const links = new Map<number, Link>();
  for (const found of named) {
    if (found.kind !== 'path' || found.path.startsWith('~')) continue;
    const file = await fileAt(resolve(dirname(path), found.path));
    const { start, end } = found.at;
    if (file !== undefined) links.set(start, { start, end, path: file });
  }
  return [...links.values()];
}

async function fileAt(path: string): Promise<string | undefined> {
  for (const one of [path, join(path, 'default.nix')]) if (await isFile(one)) return one;
  return undefined;
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
