import { walk, type Node, type Lambda, type SetPattern } from '@nixai/nix';
import type { Flake } from '../../read/flake.js';
import type { TextEdit } from '../rule.js';

/** The nodes around a place in the file, outermost first. */
export function around(flake: Flake, at: number): readonly Node[] {
  const found: Node[] = [];
  walk(flake.tree.root, (node) => {
    if (node.start > at || node.end <= at) return false;
    found.push(node);
    return true;
  });
  return found;
}

/** Whether a name is bound where a place in the file is. */
export function isBound(flake: Flake, name: string, at: number): boolean {
  return around(flake, at).some((node) => {
    if (node.kind === 'lambda') return binds(node, name);
    if (node.kind !== 'let' && !(node.kind === 'set' && node.form === 'recursive')) return false;
    return node.bindings.some((one) =>
      (one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes).some(
        (attribute) => attribute.kind === 'identifier' && attribute.name === name,
      ),
    );
  });
}

function binds({ parameter }: Lambda, name: string): boolean {
  if (parameter.kind === 'identifier') return parameter.name === name;
  return (
    parameter.whole?.name === name || parameter.formals.some((formal) => formal.name.name === name)
  );
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_][\w'-]*$/.test(name);

/**
 * How an input is named in the outputs, and what has to be added for that.
 * @returns undefined where it cannot be named.
 */
export function inputInScope(
  flake: Flake,
  name: string,
): { readonly text: string; readonly edits: readonly TextEdit[] } | undefined {
  const parameter = flake.lambda?.parameter;
  if (parameter === undefined) return undefined;
  const quoted = isIdentifier(name) ? name : `"${name}"`;
  if (parameter.kind === 'identifier') return { text: `${parameter.name}.${quoted}`, edits: [] };
  if (parameter.formals.some((formal) => formal.name.name === name))
    return { text: name, edits: [] };
  if (parameter.whole !== undefined)
    return { text: `${parameter.whole.name}.${quoted}`, edits: [] };
  return isIdentifier(name)
    ? { text: name, edits: [addFormal(flake.text, parameter, name)] }
    : undefined;
}

/** Lets a function take one more of the set that it is given. */
export function addFormal(text: string, pattern: SetPattern, name: string): TextEdit {
  const last = pattern.formals.at(-1);
  if (last === undefined) {
    const open = text.indexOf('{', pattern.start) + 1;
    if (pattern.ellipsis) return { start: open, end: open, text: ` ${name},` };
    // What is blank there is the name's from now on.
    const blank = /^\s*/.exec(text.slice(open))![0].length;
    return { start: open, end: open + blank, text: ` ${name} ` };
  }
  // As the others stand: each on a line of its own, with the comma before it or behind it.
  const before = text.slice(text.indexOf('{', pattern.start) + 1, last.start);
  const line = /\n[ \t]*(?:,[ \t]*)?$/.exec(before)?.[0];
  const separator = line === undefined ? ', ' : line.includes(',') ? line : `,${line}`;
  return { start: last.end, end: last.end, text: `${separator}${name}` };
}

/** The name for all inputs together, and what has to be added for that. */
export function allInputs(
  flake: Flake,
): { readonly text: string; readonly edits: readonly TextEdit[] } | undefined {
  const parameter = flake.lambda?.parameter;
  if (parameter === undefined) return undefined;
  if (parameter.kind === 'identifier') return { text: parameter.name, edits: [] };
  if (parameter.whole !== undefined) return { text: parameter.whole.name, edits: [] };
  const { end } = parameter;
  return { text: 'inputs', edits: [{ start: end, end, text: '@inputs' }] };
}
