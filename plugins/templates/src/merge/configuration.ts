import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { readMergeFile, readModule, type MergeFile } from '@nixai/nix';

/** A file of the person's, as it is before a merge. */
export interface ReadFile extends MergeFile {
  readonly sha256: string;
}

/** A module with all that it imports, as far as that shows without evaluating it. */
export interface Configuration {
  /** Absolute. */
  readonly entry: string;
  /** The entry first; `name` is absolute. */
  readonly files: readonly ReadFile[];
  /** Imports that were not followed, as written, and files that could not be read. */
  readonly notFollowed: readonly string[];
  /** Those of them that are there and are no Nix: what they say is not known. */
  readonly broken: readonly string[];
}

/** More files than anybody's machine has; what comes after is named and not read. */
const mostFiles = 500;

/**
 * Reads a module and what it imports, whatever circles it goes in.
 * @throws NixaiError `merge-unreadable` where the entry itself cannot be read or parsed.
 */
export async function readConfiguration(entry: string): Promise<Configuration> {
  const files: ReadFile[] = [];
  const notFollowed: string[] = [];
  const broken: string[] = [];
  const seen = new Set<string>();
  const rest = [resolve(entry)];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const path = await moduleFile(next);
    const isEntry = files.length === 0;
    if (path !== undefined && seen.has(path)) continue;
    const file = path === undefined ? undefined : await read(path);
    if (path === undefined || file === undefined || files.length >= mostFiles) {
      if (isEntry) throw await unreadable(next);
      notFollowed.push(next);
      if (path !== undefined && files.length < mostFiles) broken.push(path);
      continue;
    }
    seen.add(path);
    files.push(file);
    const { source, root } = file.tree;
    for (const imported of readModule(source, root).imports)
      if (imported.kind === 'unknown') notFollowed.push(imported.text);
      else if (imported.kind === 'path' && !imported.path.startsWith('~'))
        rest.push(resolve(dirname(path), imported.path));
  }
  return { entry: files[0]!.name, files, notFollowed, broken };
}

/** `./x` may be a folder, whose `default.nix` is the module; links lead to what is edited. */
async function moduleFile(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === true) return moduleFile(join(path, 'default.nix'));
  return stats?.isFile() === true ? realpath(path) : undefined;
}

async function read(path: string): Promise<ReadFile | undefined> {
  const text = await readRegular(path, 'utf8').catch(() => undefined);
  const file = text === undefined ? undefined : readMergeFile(path, text);
  if (text === undefined || file === undefined) return undefined;
  return { ...file, sha256: createHash('sha256').update(text).digest('hex') };
}

export async function unreadable(path: string): Promise<NixaiError> {
  const stats = await stat(path).catch(() => undefined);
  return new NixaiError({
    code: 'merge-unreadable',
    what: stats === undefined ? `there is no ${path}` : `${path} cannot be read as Nix`,
    hint:
      stats === undefined
        ? 'name the module to merge into: --output FILE (or set nixos_folder)'
        : `nixai check ${path}`,
    exitCode: ExitCode.refused,
  });
}
