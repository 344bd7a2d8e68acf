import type { Candidate } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';
import { folderOf } from './folders.js';

/** Folders with a manifest of this name, as candidates of one build system. */
export function candidatesOf(
  repo: RepoView,
  pattern: RegExp,
  buildSystem: string,
  score: number,
): Candidate[] {
  const folders = new Set<string>();
  return repo.files
    .filter((file) => pattern.test(file.slice(file.lastIndexOf('/') + 1)))
    .slice(0, 300)
    .flatMap((file) => {
      const folder = folderOf(file);
      if (folders.has(folder)) return [];
      folders.add(folder);
      const manifest = folder === '' ? file : file.slice(folder.length + 1);
      return [{ folder, manifest, score, buildSystem }];
    });
}
