import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const formats = ['yaml', 'yml', 'json'];
/** Endings of files that cosmiconfig would run; nixai never does. */
export const programEndings = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'];

export const userNames = formats.map((format) => `config.${format}`);
export const projectNames = [
  '.nixairc',
  ...formats.map((format) => `.nixairc.${format}`),
  ...formats.map((format) => `nixai.config.${format}`),
];
const userPrograms = programEndings.map((format) => `config.${format}`);
const projectPrograms = programEndings.flatMap((format) => [
  `.nixairc.${format}`,
  `nixai.config.${format}`,
]);

export interface Place {
  /** The file to read; undefined if there is none. */
  readonly file?: string;
  /** Files that other tools would run as a program; nixai never does. */
  readonly programs: readonly string[];
}

/** The user's file: what `NIXAI_CONFIG_PATH` names, or the first that is in the folder. */
export function userPlace(folder: string, env: NodeJS.ProcessEnv): Place {
  const named = env['NIXAI_CONFIG_PATH'] ?? '';
  if (named !== '') return { file: named, programs: [] };
  return placeIn(folder, userNames, userPrograms);
}

/** Where the user's file is, or would be made. */
export function userFile(folder: string, env: NodeJS.ProcessEnv): string {
  return userPlace(folder, env).file ?? join(folder, 'config.yaml');
}

/**
 * The project's file: the nearest one from `cwd` up to the repository's root, or to the home folder
 * outside of a repository. Elsewhere only `cwd` counts, or anybody could put one into `/tmp`.
 */
export function projectPlace(cwd: string, home: string): Place {
  const skipped: string[] = [];
  for (const folder of projectFolders(cwd, home)) {
    const place = placeIn(folder, projectNames, projectPrograms);
    skipped.push(...place.programs);
    if (place.file !== undefined) return { file: place.file, programs: skipped };
  }
  return { programs: skipped };
}

function projectFolders(cwd: string, home: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === home || exists(join(folder, '.git'))) return folders;
    if (folder === dirname(folder)) return [cwd];
  }
}

function placeIn(folder: string, names: readonly string[], refused: readonly string[]): Place {
  const present = (name: string): boolean => exists(join(folder, name));
  const file = names.find(present);
  return {
    file: file === undefined ? undefined : join(folder, file),
    programs: refused.filter(present).map((name) => join(folder, name)),
  };
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // No permission to look, or a file where a folder should be.
    return false;
  }
}
