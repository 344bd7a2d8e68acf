import {
  attributeName,
  quoted,
  staticName,
  walk,
  type Call,
  type Node,
  type SearchPath,
} from '@nixai/nix';
import { relative, dirname } from 'node:path/posix';
import type { SourceFile } from '../read/configuration.js';
import { accessAt, type Access } from './access.js';
import type { Mend, NeededInput, TextEdit } from './site.js';

/** What the search path of a machine stands for in a flake. */
export interface Search {
  /** The input for `<NAME/…>`; undefined where nobody knows. */
  input(name: string): (NeededInput & { readonly isNixpkgs: boolean }) | undefined;
  /** What `<nixos-config>` is. */
  readonly entry: string;
  /** For what is imported before the machine's own packages are there. */
  readonly system: string;
}

/** Each `<…>` of a file, with what stands in its place in a flake. */
export function searchPaths(file: SourceFile, search: Search): readonly Mend[] {
  const found: Mend[] = [];
  walk(file.tree.root, (node, parents) => {
    if (node.kind === 'searchPath') found.push(mendOf(file, search, node, parents));
  });
  return found;
}

function mendOf(
  file: SourceFile,
  search: Search,
  node: SearchPath,
  parents: readonly Node[],
): Mend {
  const site = {
    kind: 'search-path' as const,
    file: file.path,
    line: file.lines.positionOf(node.start).line,
    text: `<${node.name}>`,
    at: node.start,
  };
  const blocked = (what: string): Mend => ({ ...site, state: 'blocked', what });
  if (isFallback(node, parents))
    return { ...site, state: 'kept', what: 'only where nobody hands the argument over' };
  if (isBuiltIn(node.name)) return { ...site, state: 'kept', what: 'Nix has it in itself' };
  if (isPinningTool(file.path))
    return { ...site, state: 'kept', what: 'only where what is pinned lacks nixpkgs' };
  if (isGenerated(file.path))
    return blocked(
      '`sudo nixos-generate-config` writes this file anew, with `modulesPath` and no <…>',
    );
  const [name = '', ...below] = node.name.split('/');
  const rest = below.join('/');
  if (name === 'nixos-config') {
    const path = relative(dirname(file.path), search.entry);
    const text = path.startsWith('.') ? path : `./${path}`;
    return mended(site, `${text}, which it stood for`, [{ ...node, text }]);
  }
  const input = search.input(name);
  if (input === undefined)
    return blocked(`no channel "${name}" is known: --channel ${name}=URL says where it comes from`);
  const access = accessAt(file, node.start);
  if (access.kind === 'none') return blocked(access.why);
  const known = { ...site, inputs: [input] };
  const of = `${access.name('inputs')}.${attributeName(input.name)}`;
  const added = [access.takes('inputs') ? 'inputs' : ''].filter(Boolean);
  const edit = (text: string, more: Partial<Mend> = {}) =>
    mended(known, `${text}`, [{ start: node.start, end: node.end, text }], {
      formals: added,
      ...more,
    });
  if (name === 'home-manager' && rest === 'nixos' && input.isFlake)
    return edit(`${of}.nixosModules.home-manager`);
  if (input.isNixpkgs && rest === '') {
    const call = packageSetCall(node, parents);
    if (call === 'unapplied')
      return blocked(
        '`import <…>` without its argument: give it `{ inherit system; }` where it is called',
      );
    if (call !== undefined) {
      const system = isForImports(file, parents) ? search.system : undefined;
      return packageSet(file, known, { node, call, of, access, added, system });
    }
  }
  if (input.isNixpkgs && rest === 'nixos' && isCalled(parents))
    return blocked(
      `evaluates a system with the system path: write ${of}.lib.nixosSystem { modules = …; }`,
    );
  if (rest === '' && !isModule(parents)) return edit(of);
  return edit(`"\${${of}}${rest === '' ? '' : `/${rest}`}"`);
}

const mended = (
  site: Pick<Mend, 'kind' | 'file' | 'line' | 'text' | 'at'>,
  what: string,
  edits: readonly TextEdit[],
  more: Partial<Mend> = {},
): Mend => ({ ...site, state: 'mended', what, edits, ...more });

/** `<nix/fetchurl.nix>` */
export const isBuiltIn = (name: string): boolean => name.startsWith('nix/');

/** What niv, npins and flake-compat bring along: they fetch what they have pinned. */
export const isPinningTool = (path: string): boolean =>
  /(?:^|\/)(?:nix\/sources\.nix|npins\/default\.nix|flake-compat(?:\/default)?\.nix)$/.test(path);

/** What `nixos-generate-config` writes, and nobody else should. */
export const isGenerated = (path: string): boolean =>
  /(?:^|\/)hardware-configuration[\w-]*\.nix$/.test(path);

/** `{ pkgs ? import <nixpkgs> { } }:` */
const isFallback = (node: Node, parents: readonly Node[]): boolean =>
  parents.some(
    (one) =>
      one.kind === 'formal' &&
      one.fallback !== undefined &&
      node.start >= one.fallback.start &&
      node.end <= one.fallback.end,
  );

const isImport = (call: Call): boolean =>
  (call.function.kind === 'identifier' && call.function.name === 'import') ||
  (call.function.kind === 'select' &&
    staticName(call.function.path.attributes.at(-1)!) === 'import');

/** The call that makes a package set of it: `import <nixpkgs> { … }`. */
function packageSetCall(
  node: SearchPath,
  parents: readonly Node[],
): { readonly argument: Node } | 'unapplied' | undefined {
  const call = parents.at(-1);
  if (call?.kind !== 'call' || !isImport(call) || call.arguments[0] !== node) return undefined;
  const [, argument] = call.arguments;
  if (argument !== undefined) return { argument };
  let inner: Node = call;
  for (const outer of parents.slice(0, -1).reverse()) {
    if (outer.kind === 'parenthesized') inner = outer;
    else if (outer.kind === 'call' && outer.function === inner)
      return { argument: outer.arguments[0]! };
    else break;
  }
  return 'unapplied';
}

const isCalled = (parents: readonly Node[]): boolean => {
  const call = parents.at(-1);
  return call?.kind === 'call' && isImport(call) && call.arguments.length > 1;
};

/** Whether it is an element of `imports`: a module, and not a value. */
const isModule = (parents: readonly Node[]): boolean => {
  const list = parents.at(-1)?.kind === 'parenthesized' ? parents.at(-2) : parents.at(-1);
  return (
    list?.kind === 'list' &&
    parents.some(
      (one) =>
        one.kind === 'binding' &&
        /imports|modules/.test(one.path.attributes.map((name) => staticName(name) ?? '').join('.')),
    )
  );
};

/** `import <x> { … }` takes the system of this machine where it is given none. */
function packageSet(
  file: SourceFile,
  site: Pick<Mend, 'kind' | 'file' | 'line' | 'text' | 'at' | 'inputs'>,
  {
    node,
    call: { argument },
    of,
    access,
    added,
    system,
  }: {
    readonly node: SearchPath;
    readonly call: { readonly argument: Node };
    readonly of: string;
    readonly access: Access & { kind: 'module' };
    readonly added: readonly string[];
    /** Where the packages of the machine can't be asked. */
    readonly system: string | undefined;
  },
): Mend {
  const from = { start: node.start, end: node.end, text: of };
  let set = argument;
  while (set.kind === 'parenthesized') set = set.inner;
  const gives =
    set.kind === 'set' &&
    set.bindings.some((one) =>
      (one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes).some((name) =>
        ['system', 'localSystem', 'hostPlatform'].includes(staticName(name) ?? ''),
      ),
    );
  const formals = [...added, ...(access.takes('pkgs') && system === undefined ? ['pkgs'] : [])];
  if (gives) return mended(site, of, [from], { inputs: site.inputs, formals: added });
  const inherit =
    system === undefined
      ? `inherit (${access.name('pkgs')}.stdenv.hostPlatform) system;`
      : `system = ${quoted(system)};`;
  const edits: TextEdit[] = [from];
  if (set.kind === 'set') {
    const open = file.text.indexOf('{', set.start) + 1;
    const isEmpty = set.bindings.length === 0;
    const after = file.text.slice(open, set.end - 1);
    edits.push(
      isEmpty && after.trim() === ''
        ? { start: open, end: set.end - 1, text: ` ${inherit} ` }
        : { start: open, end: open, text: ` ${inherit}${/^\s/.test(after) ? '' : ' '}` },
    );
  } else {
    edits.push({ start: argument.start, end: argument.start, text: `({ ${inherit} } // ` });
    edits.push({ start: argument.end, end: argument.end, text: ')' });
  }
  return mended(site, `import ${of} { ${inherit} … }`, edits, { inputs: site.inputs, formals });
}

const isImports = (node: Node): boolean =>
  node.kind === 'binding' && staticName(node.path.attributes.at(-1)!) === 'imports';

/** Whether `imports` need it: these are looked at before there are any packages. */
function isForImports(file: SourceFile, parents: readonly Node[]): boolean {
  if (parents.some(isImports)) return true;
  const bound = parents.findLast((one) => one.kind === 'binding');
  const name = bound === undefined ? undefined : staticName(bound.path.attributes[0]!);
  let found = false;
  walk(file.tree.root, (one, above) => {
    if (one.kind === 'identifier' && one.name === name && above.some(isImports)) found = true;
    return !found;
  });
  return found;
}
