import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import {
  Lines,
  parse,
  staticName,
  walk,
  type Node,
  type PathLiteral,
  type SyntaxFault,
  type Tree,
} from '@nixai/nix';
import { about, textOf } from '../../read/regular.js';

/** What evaluates a file: NixOS' modules, Home Manager's, or whoever imports it as a function or a value. */
export type Role = 'nixos' | 'home' | 'other';

/** A Nix file of a configuration. */
export interface SourceFile {
  /** From the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: Tree;
  readonly lines: Lines;
  readonly role: Role;
  readonly faults: readonly SyntaxFault[];
}

/** A file that is named and lies outside of the folder, or is not there. */
export interface Outside {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly why: 'outside' | 'missing';
}

/** All that a configuration is made of, as far as its paths lead. */
export interface Configuration {
  readonly folder: string;
  readonly entries: readonly string[];
  readonly files: readonly SourceFile[];
  readonly outside: readonly Outside[];
}

/** Files and bytes beyond which nobody writes a configuration by hand. */
const most = { files: 5000, bytes: 4 * 1024 * 1024 };

/** Reads the entries of a folder and every file that they lead to. */
export function readConfiguration(
  folder: string,
  entries: readonly { readonly path: string; readonly role: Role }[],
): Configuration {
  const root = realpathSync(resolve(folder));
  const files = new Map<string, SourceFile>();
  const outside: Outside[] = [];
  const rest = entries.map((one) => ({ ...one }));
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    if (files.has(next.path) || files.size >= most.files) continue;
    const text = textOf(join(root, next.path), most.bytes);
    if (text === undefined) continue;
    const file = sourceFile(next.path, text, next.role);
    files.set(next.path, file);
    for (const { node, role } of pathsIn(file)) {
      const written = pathOf(node);
      if (written === undefined) continue;
      const found = fileAt(root, next.path, written);
      const line = file.lines.positionOf(node.start).line;
      if (found.kind === 'file') rest.push({ path: found.path, role });
      else if (found.kind !== 'nothing')
        outside.push({ file: next.path, line, path: written, why: found.kind });
    }
  }
  return {
    folder: root,
    entries: entries.map(({ path }) => path),
    files: [...files.values()],
    outside,
  };
}

/** A file as the rules look at it. */
export function sourceFile(path: string, text: string, role: Role): SourceFile {
  const { tree, errors } = parse(text, { pipeOperators: true });
  return { path, text, tree, lines: new Lines(text), role, faults: errors };
}

/** The path that a literal is; undefined where something is put into it. */
export function pathOf({ parts }: PathLiteral): string | undefined {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'text' ? only.text : undefined;
}

const moduleLists = new Set(['imports', 'modules', 'sharedModules', 'extraModules']);

function pathsIn(file: SourceFile): { readonly node: PathLiteral; readonly role: Role }[] {
  const found: { node: PathLiteral; role: Role }[] = [];
  walk(file.tree.root, (node, parents) => {
    if (node.kind === 'path') found.push({ node, role: roleOf(node, parents, file.role) });
  });
  return found;
}

/** What a file that is named here is for. */
function roleOf(node: Node, parents: readonly Node[], own: Role): Role {
  const names = parents.flatMap((one) =>
    one.kind === 'binding' ? one.path.attributes.map(staticName) : [],
  );
  if (isCalledWithMore(node, parents)) return 'other';
  const isModule = names.some((name) => name !== undefined && moduleLists.has(name));
  const home = names.indexOf('home-manager');
  const isUser = home >= 0 && ['users', 'sharedModules'].includes(names[home + 1] ?? '');
  const standalone = parents.some(
    (one) => one.kind === 'call' && nameOf(one.function) === 'homeManagerConfiguration',
  );
  if (isUser || (standalone && isModule)) return 'home';
  return isModule ? (own === 'other' ? 'nixos' : own) : 'other';
}

const nameOf = (node: Node): string | undefined =>
  node.kind === 'identifier'
    ? node.name
    : node.kind === 'select'
      ? staticName(node.path.attributes.at(-1)!)
      : undefined;

/** `import ./x.nix { inherit pkgs; }`: what is called so is no module yet. */
function isCalledWithMore(node: Node, parents: readonly Node[]): boolean {
  const outer = parents.at(-1);
  if (outer?.kind !== 'call' || outer.function === node) return false;
  return outer.arguments.length > 1 || nameOf(outer.function) !== 'import';
}

type Found =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'outside' | 'missing' | 'nothing' };

function fileAt(root: string, from: string, written: string): Found {
  if (written.startsWith('~')) return { kind: 'outside' };
  const absolute = written.startsWith('/') ? written : resolve(join(root, dirname(from)), written);
  if (absolute.startsWith('/nix/store/')) return { kind: 'nothing' };
  const stats = about(absolute);
  // The folder itself is what a flake has.
  if (absolute === root) return { kind: 'nothing' };
  const inside = insideOf(root, absolute);
  if (inside === undefined) {
    const isCode = stats?.isDirectory() === true || absolute.endsWith('.nix');
    return { kind: written.startsWith('/') && !isCode ? 'nothing' : 'outside' };
  }
  if (stats === undefined)
    return {
      kind: about(absolute, lstatSync) || absolute.endsWith('.nix') ? 'missing' : 'nothing',
    };
  if (stats.isFile())
    return inside.endsWith('.nix') ? { kind: 'file', path: inside } : { kind: 'nothing' };
  const main = join(absolute, 'default.nix');
  if (about(main)?.isFile() !== true) return { kind: 'nothing' };
  const path = insideOf(root, main);
  return path === undefined ? { kind: 'outside' } : { kind: 'file', path };
}

/** A path from the folder, links followed; undefined where it leads out of it. */
function insideOf(root: string, absolute: string): string | undefined {
  let real = absolute;
  try {
    real = realpathSync(absolute);
  } catch {
    // What is not there lies where it is written.
  }
  const below = relative(root, real).split(sep).join('/');
  return below.startsWith('..') || below === '' || below.startsWith('/') ? undefined : below;
}
