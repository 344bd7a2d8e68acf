import { walk } from '@nixai/nix';
import type { Fault, FlakeRule } from './rule.js';

/** `/etc/nixos/hardware-configuration.nix` */
export const absolutePath: FlakeRule = {
  id: 'absolute-path',
  severity: 'error',
  why: 'A flake reads nothing outside of its own folder.',
  find(flake) {
    const faults: Fault[] = [];
    if (flake.lambda === undefined) return [];
    walk(flake.lambda.body, (node, parents) => {
      if (node.kind !== 'path') return true;
      // `self + /hosts` goes on from what stands before it.
      const outer = parents.at(-1);
      if (outer?.kind === 'binary' && outer.operator === '+' && outer.right === node) return true;
      const [part] = node.parts;
      const path = part?.kind === 'text' ? part.text : '';
      if (!/^(?:\/|~\/)/.test(path) || path.startsWith('/nix/store/')) return true;
      const name = path.replace(/\/$/, '').split('/').at(-1) ?? '';
      const isHere = flake.files.exists(name) && node.parts.length === 1;
      faults.push({
        message: `access to absolute path '${path}' is forbidden in pure evaluation mode (use '--impure' to override)`,
        at: node.start,
        ...(isHere
          ? { edits: [{ start: node.start, end: node.end, text: `./${name}` }] }
          : {
              hint: 'copy it beside flake.nix and git add it; what is only needed when the machine runs is a string, not a path',
            }),
      });
      return true;
    });
    return faults;
  },
};
