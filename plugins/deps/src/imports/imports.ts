import { dirname, relative } from 'node:path';
import { isNixaiError } from '@nixai/api';
import { ModuleLoader, nixFilesIn, type Loaded, type LoadedModule } from '@nixai/machine';
import { noTarget } from '../faults.js';
import { graphOf, type Graph } from '../graph/graph.js';

/** The files of a configuration and what imports what, as far as reading tells; nothing is evaluated. */
export interface Imports {
  readonly said: string;
  /** Sizes are lines; paths are absolute. */
  readonly graph: Graph;
  /** Files that nothing which could be followed leads to. */
  readonly loose: readonly string[];
  /** Imports of files that are not there. */
  readonly missing: readonly {
    readonly file: string;
    readonly path: string;
    readonly nearest?: string;
  }[];
  /** Imports that only an evaluation would follow, as written. */
  readonly unknown: readonly string[];
  /** Systems and homes that a flake names. */
  readonly systems: readonly string[];
}

/** @throws NixaiError `deps-target` where there is no Nix file. */
export async function readImports(said: string, path: string): Promise<Imports> {
  const loader = new ModuleLoader();
  await loader.loadTarget(path).catch((error: unknown) => {
    throw isNixaiError(error) ? noTarget(said, error.why ?? error.what) : error;
  });
  const { loaded } = loader;
  const edges = edgesOf(loaded);
  const loose = new Set(loaded.modules.filter((one) => one.loose).map(({ file }) => file.path));
  // Where all that is imported could be followed, the loader looks at nothing else.
  const read = new Set(loaded.files.map((file) => file.path));
  for (const file of (await nixFilesIn(path)) ?? []) if (!read.has(file)) loose.add(file);
  const led = new Set([...edges.values()].flatMap((needed) => [...needed]));
  const found = loaded.files.map(({ path: file, source }) => ({
    path: file,
    size: source.split('\n').length - (source.endsWith('\n') ? 1 : 0),
    needs: [...(edges.get(file) ?? [])],
  }));
  return {
    said,
    graph: graphOf(found),
    loose: [...loose].filter((file) => !led.has(file)),
    missing: loaded.missingImports.map(({ file, path: written, nearest }) => ({
      ...{ file: file.path, path: written },
      ...(nearest !== undefined && { nearest }),
    })),
    unknown: loaded.unknownImports,
    systems: loaded.roots.flatMap(({ name }) => name ?? []),
  };
}

/** Which file imports which. A system of a flake is made in `flake.nix`. */
function edgesOf(loaded: Loaded): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  const add = (from: string, { file }: LoadedModule): void => {
    if (file.path === from) return;
    const known = edges.get(from);
    if (known === undefined) edges.set(from, new Set([file.path]));
    else known.add(file.path);
  };
  for (const { file, imports } of loaded.modules) for (const one of imports) add(file.path, one);
  const flake = loaded.files.find(({ path }) => path.endsWith('/flake.nix'));
  if (flake !== undefined)
    for (const { name, modules } of loaded.roots)
      if (name !== undefined) for (const one of modules) add(flake.path, one);
  return edges;
}

/** Paths as they are called in the configuration. */
export const within = (root: string, path: string): string => {
  const folder = root.endsWith('.nix') ? dirname(root) : root;
  return relative(folder, path) || path;
};
