import { walk } from '@nixai/nix';
import type { Fault, FlakeRule } from './rule.js';

/** A file that git does not have in its index. */
export const untrackedFile: FlakeRule = {
  id: 'untracked-file',
  severity: 'error',
  why: 'Of a flake in a git repository, Nix sees only what git has been told of.',
  find(flake) {
    const faults = new Map<string, Fault>();
    walk(flake.tree.root, (node) => {
      if (node.kind !== 'path') return true;
      const [part] = node.parts;
      const path = part?.kind === 'text' && node.parts.length === 1 ? part.text : undefined;
      if (path === undefined || !path.startsWith('./')) return true;
      const name = path.slice('./'.length).replace(/\/$/, '');
      const file = flake.files.exists(`${name}/default.nix`) ? `${name}/default.nix` : name;
      if (faults.has(file) || !flake.files.exists(file) || flake.files.isTracked(file) !== false)
        return true;
      faults.set(file, {
        message: `path '/nix/store/…-source/${file}' does not exist`,
        hint: `git add -N ${/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`}`,
        at: node.start,
      });
      return true;
    });
    return [...faults.values()];
  },
};
