import { basename, dirname, relative, resolve } from 'node:path';
import { isNixaiError } from '@nixai/api';
import {
  ModuleLoader,
  nixFilesIn,
  readRegular,
  type Loaded,
  type LoadedModule,
} from '@nixai/machine';
import { noTarget } from '../faults.js';
import { graphOf, type Graph } from '../graph/graph.js';
import { Names } from './named.js';

/** The files of a configuration and what imports what, as far as reading tells; nothing is evaluated. */
export interface Imports {
  readonly said: string;
  /** Sizes are lines; paths are absolute. */
  readonly graph: Graph;
  /** Files that no other file names, and that no tool looks for by their name. */
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
  const sources = new Map(loaded.files.map(({ path: file, source }) => [file, source]));
  const read = new Set(sources.keys());
  // Where all that is imported could be followed, the loader looks at nothing else.
  for (const file of (await nixFilesIn(path)) ?? [])
    if (!read.has(file)) sources.set(file, (await readRegular(file)) ?? '');
  const names = new Names(folderOf(resolve(path)), sources.keys());
  for (const [file, source] of sources)
    for (const named of names.of(file, source)) addEdge(edges, file, named);
  const led = new Set([...edges.values()].flatMap((needed) => [...needed]));
  const entries = new Set(loaded.roots.flatMap((root) => root.modules.flatMap(beginsWith)));
  const loose = [...sources.keys()].filter(
    (file) => !led.has(file) && !entries.has(file) && !isFoundByName(file, path),
  );
  const found = [...sources]
    .filter(([file]) => read.has(file) || led.has(file) || edges.has(file))
    .map(([file, source]) => ({
      path: file,
      size: source.split('\n').length - (source.endsWith('\n') ? 1 : 0),
      needs: [...(edges.get(file) ?? [])],
    }));
  return {
    said,
    graph: graphOf(found),
    loose,
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
  const add = (from: string, { file }: LoadedModule): void => addEdge(edges, from, file.path);
  for (const { file, imports } of loaded.modules) for (const one of imports) add(file.path, one);
  const flake = loaded.files.find(({ path }) => path.endsWith('/flake.nix'));
  if (flake !== undefined)
    for (const { name, modules } of loaded.roots)
      if (name !== undefined) for (const one of modules) add(flake.path, one);
  return edges;
}

function addEdge(edges: Map<string, Set<string>>, from: string, to: string): void {
  if (to === from) return;
  const known = edges.get(from);
  if (known === undefined) edges.set(from, new Set([to]));
  else known.add(to);
}

/** A module that a system, a home or the folder begins with. */
const beginsWith = ({ file, loose }: LoadedModule): string[] => (loose ? [] : [file.path]);

/** What Nix and its tools look for in a folder that is handed to them. */
const entryNames = new Set(
  ['flake', 'default', 'shell', 'configuration', 'home', 'release'].map((name) => `${name}.nix`),
);

const isFoundByName = (file: string, target: string): boolean =>
  dirname(file) === folderOf(resolve(target)) && entryNames.has(basename(file));

const folderOf = (target: string): string => (target.endsWith('.nix') ? dirname(target) : target);

/** Paths as they are called in the configuration. */
export const within = (root: string, path: string): string => {
  return relative(folderOf(root), path) || path;
};
