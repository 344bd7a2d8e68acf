import { staticName, walk, type Expression } from '@nixai/nix';
import { calledName } from '../read/outputBindings.js';
import type { Fault, FlakeRule } from './rule.js';
import { around, isBound } from './shared/inScope.js';

/** `import nixpkgs { }` */
export const impureImport: FlakeRule = {
  id: 'impure-import',
  severity: 'error',
  why: 'Without a system nixpkgs asks the machine for its own, which a flake does not know.',
  find(flake) {
    const faults: Fault[] = [];
    const { lambda, text, system } = flake;
    if (lambda === undefined) return [];
    walk(lambda.body, (node) => {
      if (node.kind !== 'call' || calledName(node.function) !== 'import') return true;
      const [from, given] = node.arguments;
      if (from === undefined || given?.kind !== 'set' || !isNixpkgs(from)) return true;
      const names = given.bindings.flatMap((one) =>
        (one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes).map(staticName),
      );
      if (names.some((name) => ['system', 'localSystem', 'crossSystem', undefined].includes(name)))
        return true;
      const open = given.start + text.slice(given.start).indexOf('{') + 1;
      const bound = isBound(flake, 'system', node.start) && !isInBindingOf(flake, node.start);
      const added = bound ? 'inherit system;' : `system = "${system}";`;
      const gap = given.bindings.length === 0 && text[open] === '}' ? ' ' : '';
      faults.push({
        message: "attribute 'currentSystem' missing",
        at: node.start,
        ...(!bound && { hint: `it is for ${system} alone then` }),
        edits: [{ start: open, end: open, text: ` ${added}${gap}` }],
      });
      return true;
    });
    return faults;

    function isInBindingOf(given: typeof flake, at: number): boolean {
      return around(given, at).some(
        (node) =>
          node.kind === 'binding' &&
          node.path.attributes.length === 1 &&
          staticName(node.path.attributes[0]!) === 'system',
      );
    }
  },
};

function isNixpkgs(value: Expression): boolean {
  if (value.kind === 'parenthesized') return isNixpkgs(value.inner);
  if (value.kind === 'identifier') return /^nixpkgs(?:-[\w-]+)?$/.test(value.name);
  if (value.kind !== 'select') return false;
  const last = staticName(value.path.attributes.at(-1)!);
  return (
    value.subject.kind === 'identifier' && last !== undefined && /^nixpkgs(?:-[\w-]+)?$/.test(last)
  );
}
