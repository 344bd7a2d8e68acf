import { staticName, walk, type Node, type Select } from '@nixai/nix';
import type { SourceFile } from '../read/configuration.js';
import type { Site, TextEdit } from '../rewrite/site.js';

/** What a module takes from `inputs`, with the search path in its place. */
export interface InputUse {
  readonly input: string;
  readonly site: Site;
  readonly edit?: TextEdit;
}

/** Each use of `inputs` in a module. */
export function inputUses(file: SourceFile): readonly InputUse[] {
  const found: InputUse[] = [];
  walk(file.tree.root, (node, parents) => {
    if (node.kind === 'identifier' && node.name === 'inputs') {
      const outer = parents.at(-1);
      const isFormal = outer?.kind === 'formal' || outer?.kind === 'pattern';
      if (!isFormal && !(outer?.kind === 'select' && outer.subject === node))
        found.push({
          input: '',
          site: blocked(file, node, 'all inputs at once: there are none with channels'),
        });
      return true;
    }
    if (node.kind !== 'select') return true;
    if (node.subject.kind !== 'identifier' || node.subject.name !== 'inputs') return true;
    found.push(useOf(file, node, parents));
    return true;
  });
  return found;
}

function useOf(file: SourceFile, node: Select, parents: readonly Node[]): InputUse {
  const [first, ...rest] = node.path.attributes;
  const input = first === undefined ? undefined : staticName(first);
  if (input === undefined)
    return {
      input: '',
      site: blocked(file, node, 'which input it is shows only when it is evaluated'),
    };
  const below = rest.map(staticName);
  const done = (text: string, at: { start: number; end: number } = node): InputUse => ({
    input,
    site: { ...siteOf(file, node), state: 'mended', what: text },
    edit: { start: at.start, end: at.end, text },
  });
  if (below.length === 0) {
    const string = textAround(parents);
    if (string !== undefined) return done(`<${input}${string.rest}>`, string.node);
    return done(parents.at(-1)?.kind === 'interpolation' ? `toString <${input}>` : `<${input}>`);
  }
  if (input === 'home-manager' && below[0] === 'nixosModules') return done('<home-manager/nixos>');
  if (
    below[0] === 'legacyPackages' &&
    below.length === 2 &&
    /nixpkgs|nixos|unstable|stable/.test(input)
  )
    return done(`(import <${input}> { })`);
  if (below[0] === 'outPath' && below.length === 1) return done(`<${input}>`);
  return {
    input,
    site: blocked(
      file,
      node,
      `what the flake ${input} gives is in no channel: import a path of it, <${input}/…>`,
    ),
  };
}

/** `"${inputs.x}/modules"`, which is a path in the search path. */
function textAround(
  parents: readonly Node[],
): { readonly node: Node; readonly rest: string } | undefined {
  const [string, interpolation] = [parents.at(-2), parents.at(-1)];
  if (string?.kind !== 'string' || interpolation?.kind !== 'interpolation') return undefined;
  const [first, second] = string.parts;
  if (first !== interpolation || string.parts.length > 2) return undefined;
  if (second === undefined) return { node: string, rest: '' };
  return second.kind === 'text' && /^\/[\w./+-]*$/.test(second.text)
    ? { node: string, rest: second.text.replace(/\/$/, '') }
    : undefined;
}

const siteOf = (file: SourceFile, node: Node) => ({
  kind: 'search-path' as const,
  file: file.path,
  line: file.lines.positionOf(node.start).line,
  text: file.text.slice(node.start, node.end),
});

const blocked = (file: SourceFile, node: Node, what: string): Site => ({
  ...siteOf(file, node),
  state: 'blocked',
  what,
});
