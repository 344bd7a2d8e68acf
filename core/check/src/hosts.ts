import { relative, sep } from 'node:path';
import type { CheckedHost, CheckFinding } from '@nixai/api';
import type { Loaded } from '@nixai/machine';
import { reached } from './practice/index.js';

/** Folders that have a folder for each machine, as people name them. */
const folders = new Set(['hosts', 'machines', 'systems', 'nodes']);

/**
 * What was found by machine or home: by what the flake calls it, with all that it imports, and where it
 * builds them by a function, by the folder that a machine has. A file that several share counts for each.
 * @param folder what was checked.
 */
export function hostsOf(
  { roots, files }: Loaded,
  findings: readonly CheckFinding[],
  folder: string,
): CheckedHost[] {
  const filesOf = new Map<string, Set<string>>();
  const add = (host: string, path: string) => {
    const known = filesOf.get(host) ?? new Set();
    filesOf.set(host, known.add(path));
  };
  for (const root of roots)
    if (root.name !== undefined) for (const { file } of reached(root)) add(root.name, file.path);
  if (filesOf.size === 0)
    for (const { path } of files) {
      const steps = relative(folder, path).split(sep);
      const at = steps.findIndex((step) => folders.has(step));
      const host = steps[at + 1];
      if (at >= 0 && host !== undefined && at + 2 < steps.length) add(host, path);
    }
  return [...filesOf]
    .map(([name, paths]) => {
      const own = findings.filter(({ file }) => paths.has(file));
      const count = (severity: CheckFinding['severity']) =>
        own.filter((finding) => finding.severity === severity).length;
      return {
        name,
        files: paths.size,
        errors: count('error'),
        warnings: count('warning'),
        notes: count('note'),
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
