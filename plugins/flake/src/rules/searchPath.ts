import { walk } from '@nixai/nix';
import type { Fault, FlakeRule } from './rule.js';
import { inputInScope } from './shared/inScope.js';
import { newInput } from './shared/newInput.js';

/** Where what a search path is usually for comes from, and the input's name. */
const known: Readonly<Record<string, string>> = {
  nixpkgs: 'github:NixOS/nixpkgs/nixos-unstable',
  'home-manager': 'github:nix-community/home-manager',
  'nixos-hardware': 'github:NixOS/nixos-hardware',
};

/** `import <nixpkgs> { }` */
export const searchPath: FlakeRule = {
  id: 'search-path',
  severity: 'error',
  why: 'A flake has no search path: what it uses are its inputs.',
  find(flake) {
    const faults: Fault[] = [];
    const { lambda } = flake;
    if (lambda === undefined) return [];
    walk(lambda, (node) => {
      if (node.kind !== 'searchPath') return true;
      const [name = '', ...below] = node.name.split('/');
      const { start, end } = node;
      const message = `cannot look up '<${node.name}>' in pure evaluation mode (use '--impure' to override)`;
      const named = flake.inputs.some((one) => one.name === name);
      const added = named ? undefined : newInput(flake, name, known[name]);
      const scoped = inputInScope(flake, name);
      if ((!named && added === undefined) || scoped === undefined) {
        faults.push({ message, at: start, hint: `add an input for ${name}, and use it here` });
        return true;
      }
      const text = below.length === 0 ? scoped.text : `"\${${scoped.text}}/${below.join('/')}"`;
      faults.push({
        message,
        at: start,
        edits: [{ start, end, text }, ...scoped.edits, ...(added ?? [])],
      });
      return true;
    });
    return faults;
  },
};
