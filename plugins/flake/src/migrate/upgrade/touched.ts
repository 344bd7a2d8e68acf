import { parse, staticName, walk, type Node } from '@nixai/nix';
import type { SourceFile } from '../read/configuration.js';
import { assignmentsOf, settings } from '../read/values.js';
import { keepsValue, type Change } from './changes.js';

/** A place in a configuration that a release touches. */
export interface Touched {
  readonly kind: Change['kind'];
  readonly release: string;
  /** As the configuration has it. */
  readonly name: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly isSure: boolean;
  /** What it is called from then on, where nothing but the name changes. */
  readonly rename?: { readonly from: string; readonly to: string };
  /** The text of a package's name, where it has another one. */
  readonly edit?: { readonly start: number; readonly end: number; readonly text: string };
}

/** What of a file the changes are about. */
export function touchedIn(file: SourceFile, changes: readonly Change[]): readonly Touched[] {
  const options = changes.filter(({ kind }) => !kind.startsWith('package-'));
  const packages = new Map(
    changes
      .filter(({ kind }) => kind.startsWith('package-'))
      .flatMap((change) => change.names.map((name) => [name, change] as const)),
  );
  // Home Manager's options are others, also where they are called alike.
  const isHome = file.role === 'home' || settings(file, ['home', 'stateVersion']).length > 0;
  const touched = isHome ? [] : optionsTouched(file, options);
  return [...touched, ...packagesTouched(file, packages)].sort((a, b) => a.line - b.line);
}

function optionsTouched(file: SourceFile, changes: readonly Change[]): readonly Touched[] {
  const found = new Map<string, Touched>();
  const set = assignmentsOf(file).map(({ path, by }) => ({
    path,
    line: file.lines.positionOf(by.start).line,
  }));
  for (const change of changes)
    for (const name of change.names) {
      const asked = name.split('.');
      if (change.kind === 'changed-default') {
        const hit = defaultTouched(asked, set);
        if (hit !== undefined) found.set(`${change.kind} ${name}`, touch(file, change, name, hit));
        continue;
      }
      for (const one of set) {
        if (!leadsTo(asked, one.path)) continue;
        const key = `${change.kind} ${name} ${one.line}`;
        if (!found.has(key)) found.set(key, touch(file, change, name, one));
      }
    }
  return [...found.values()];
}

interface Set {
  readonly path: readonly string[];
  readonly line: number;
}

/** Whether a path that is set is the one that changed, or lies below it. */
const leadsTo = (asked: readonly string[], path: readonly string[]): boolean =>
  path.length >= asked.length &&
  asked.every((step, at) => step.startsWith('<') || step === '*' || step === path[at]);

/** A default counts where its module is used and the option is left to it. */
function defaultTouched(asked: readonly string[], set: readonly Set[]): Set | undefined {
  const isSet = set.some(({ path }) => asked.every((step, at) => step === path[at]));
  if (isSet || asked.length < 3) return undefined;
  const module = asked.slice(0, -1);
  return set.find(
    ({ path }) => path.length > module.length - 1 && module.every((step, at) => step === path[at]),
  );
}

function touch(file: SourceFile, change: Change, name: string, { path, line }: Set): Touched {
  const { kind, release, to, isSure } = change;
  const written = path.slice(0, name.split('.').length).join('.');
  const [target] = to;
  const isRename =
    kind === 'renamed' &&
    isSure &&
    to.length === 1 &&
    change.names.length === 1 &&
    target !== undefined &&
    !/[<*]/.test(name + target) &&
    (change.isBlock || keepsValue(name, target));
  return {
    kind,
    release,
    name: written,
    file: file.path,
    line,
    isSure,
    message: messageOf(change, name, written),
    ...(isRename && { rename: { from: name, to: target } }),
  };
}

function messageOf(
  { kind, release, to, names, isNameOnly = false }: Change,
  name: string,
  written: string,
): string {
  const where = to.join(' and ');
  switch (kind) {
    case 'renamed':
      return isNameOnly || keepsValue(name, to[0] ?? '') || to.length === 0
        ? `${written} is ${where} from ${release} on`
        : `${written} is gone in ${release}, and ${where} has taken over, for another kind of value`;
    case 'removed':
      return where === ''
        ? `${written} is gone in ${release}`
        : `${written} is gone in ${release}; see ${where}`;
    case 'changed-default':
      return `${name} has another default from ${release} on, and is not set here`;
    case 'changed-type':
      return `${written} takes another kind of value from ${release} on${where === '' ? '' : ` (${where})`}`;
    case 'incompatible':
      return `${written} behaves otherwise from ${release} on`;
    case 'package-renamed':
      return `the package ${names[0]} is ${where === '' ? 'called otherwise' : where} from ${release} on`;
    case 'package-removed':
      return `the package ${written} is gone in ${release}${where === '' ? '' : `; ${where} is near it`}`;
  }
}

function packagesTouched(
  file: SourceFile,
  packages: ReadonlyMap<string, Change>,
): readonly Touched[] {
  const found: Touched[] = [];
  const bound = boundIn(file.tree.root);
  walk(file.tree.root, (node, parents) => {
    const name = packageNamed(node, parents, bound);
    const change = name === undefined ? undefined : packages.get(name.text);
    if (name === undefined || change === undefined) return true;
    const { kind, release, to, isSure } = change;
    const [target] = to;
    const isRename =
      kind === 'package-renamed' && isSure && to.length === 1 && change.names.length === 1;
    found.push({
      kind,
      release,
      name: name.text,
      file: file.path,
      line: file.lines.positionOf(node.start).line,
      isSure,
      message: messageOf(change, name.text, name.text),
      ...(isRename &&
        target !== undefined && { edit: { start: name.start, end: name.end, text: target } }),
    });
    return false;
  });
  return found;
}

/** `pkgs.x.y`, and `x` in a list below `with pkgs;`. */
function packageNamed(
  node: Node,
  parents: readonly Node[],
  bound: ReadonlySet<string>,
): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  const isOpened = () =>
    parents.some(
      (one) =>
        one.kind === 'with' && one.subject.kind === 'identifier' && one.subject.name === 'pkgs',
    ) && parents.some(({ kind }) => kind === 'list');
  if (node.kind === 'identifier')
    return !bound.has(node.name) && isOpened()
      ? { text: node.name, start: node.start, end: node.end }
      : undefined;
  if (node.kind !== 'select' || node.subject.kind !== 'identifier') return undefined;
  const names = node.path.attributes.map(staticName);
  if (names.includes(undefined)) return undefined;
  const { subject, path } = node;
  if (subject.name === 'pkgs') return { text: names.join('.'), start: path.start, end: path.end };
  return !bound.has(subject.name) && isOpened()
    ? { text: [subject.name, ...names].join('.'), start: subject.start, end: path.end }
    : undefined;
}

/** Names that the file itself gives a meaning. */
function boundIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.kind === 'let' || (node.kind === 'set' && node.form === 'recursive'))
      for (const one of node.bindings)
        for (const name of one.kind === 'binding'
          ? one.path.attributes.slice(0, 1)
          : one.attributes)
          names.add(staticName(name) ?? '');
    if (node.kind === 'lambda')
      for (const name of node.parameter.kind === 'identifier'
        ? [node.parameter.name]
        : node.parameter.formals.map((formal) => formal.name.name))
        names.add(name);
  });
  return names;
}

/** Whether a text is Nix still. */
export const parses = (text: string): boolean =>
  parse(text, { pipeOperators: true }).errors.length === 0;
