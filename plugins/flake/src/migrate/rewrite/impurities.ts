import { existsSync } from 'node:fs';
import { dirname as folderOf, join, relative as between } from 'node:path';
import { staticName, walk, type Node } from '@nixai/nix';
import { pathOf, type Configuration, type SourceFile } from '../read/configuration.js';
import { accessAt } from './access.js';
import { isGenerated, isPinningTool } from './searchPaths.js';
import type { Mend, Site } from './site.js';

/** What depends on the machine or the moment of an evaluation. */
const environment: Readonly<Record<string, string>> = {
  getEnv: 'a flake sees no variables: it is "" there, and nothing says so',
  currentTime: 'a flake has no clock',
  nixPath: 'a flake has no search path',
  storePath: 'a flake takes store paths from its inputs alone',
};

/** Absolute paths, the system of this machine, variables. */
export function impurities(
  file: SourceFile,
  { folder }: Pick<Configuration, 'folder'>,
): readonly Mend[] {
  const found: Mend[] = [];
  walk(file.tree.root, (node, parents) => {
    const mend =
      node.kind === 'path'
        ? absolute(file, folder, node, parents)
        : node.kind === 'select'
          ? builtin(file, node, parents)
          : undefined;
    if (mend !== undefined) found.push(mend);
  });
  return found;
}

const siteOf = (file: SourceFile, node: Node, kind: Site['kind']) => ({
  kind,
  file: file.path,
  line: file.lines.positionOf(node.start).line,
  text: file.text.slice(node.start, node.end).split('\n')[0]!,
  at: node.start,
});

function absolute(
  file: SourceFile,
  folder: string,
  node: Extract<Node, { kind: 'path' }>,
  parents: readonly Node[],
): Mend | undefined {
  const outer = parents.at(-1);
  // `self + /hosts` goes on from what stands before it.
  if (outer?.kind === 'binary' && outer.operator === '+' && outer.right === node) return undefined;
  const [first] = node.parts;
  const start = first?.kind === 'text' ? first.text : '';
  if (!/^(?:\/|~\/)/.test(start) || start.startsWith('/nix/store/')) return undefined;
  const site = siteOf(file, node, 'absolute-path');
  const path = pathOf(node);
  const below = path === undefined ? '' : between(folder, path);
  if (path === undefined || below.startsWith('..') || !path.startsWith('/') || !existsSync(path))
    return {
      ...site,
      state: 'blocked',
      what: 'a flake reads nothing outside of its folder: move it there, or write "…" where only the running machine needs it',
    };
  if (isGenerated(file.path))
    return { ...site, state: 'blocked', what: 'this file is left as it is' };
  const near = between(join(folder, folderOf(file.path)), path);
  const text = near.startsWith('.') ? near : `./${near}`;
  return {
    ...site,
    state: 'mended',
    what: text,
    edits: [{ start: node.start, end: node.end, text }],
  };
}

function builtin(
  file: SourceFile,
  node: Extract<Node, { kind: 'select' }>,
  parents: readonly Node[],
): Mend | undefined {
  if (node.subject.kind !== 'identifier' || node.subject.name !== 'builtins') return undefined;
  const name = staticName(node.path.attributes[0]!) ?? '';
  const isFallback =
    parents.some((one) => one.kind === 'formal') ||
    node.fallback !== undefined ||
    isPinningTool(file.path);
  if (Object.hasOwn(environment, name)) {
    const site = siteOf(file, node, 'environment');
    return isFallback
      ? { ...site, state: 'kept', what: 'only where nobody hands the argument over' }
      : { ...site, state: 'blocked', what: environment[name]! };
  }
  if (name !== 'currentSystem') return undefined;
  const site = siteOf(file, node, 'current-system');
  if (isFallback)
    return { ...site, state: 'kept', what: 'only where nobody hands the argument over' };
  const access = accessAt(file, node.start);
  if (access.kind === 'none' || isGenerated(file.path))
    return {
      ...site,
      state: 'blocked',
      what: access.kind === 'none' ? access.why : 'this file is left as it is',
    };
  const text = `${access.name('pkgs')}.stdenv.hostPlatform.system`;
  return {
    ...site,
    state: 'mended',
    what: text,
    edits: [{ start: node.start, end: node.end, text }],
    formals: access.takes('pkgs') ? ['pkgs'] : [],
  };
}
