import {
  freeVariables,
  globalNames,
  parse,
  pathText,
  staticName,
  stringValue,
  walk,
  type AttributeSet,
  type Binding,
  type Expression,
  type Node,
} from '@nixai/nix';
import { code, type NixValue } from '../environment/environment.js';

/** What a shell of nixpkgs has, as far as devenv can have it. */
export interface ShellParts {
  readonly packages: readonly string[];
  readonly settings: Readonly<Record<string, NixValue>>;
  /** What a person has to carry over. */
  readonly left: readonly { readonly line: number; readonly text: string; readonly why: string }[];
}

const packageLists = new Set(['packages', 'buildInputs', 'nativeBuildInputs']);
/** What is of no use to a shell. */
const dropped = new Set(['name', 'pname', 'version', 'src', 'meta']);

/**
 * Reads the first `mkShell` of a file.
 * @returns undefined where there is none in sight, or the file does not parse.
 */
export function readShell(source: string): ShellParts | undefined {
  const { tree, errors } = parse(source, { pipeOperators: true });
  if (errors.length > 0) return undefined;
  let found: { set: AttributeSet; opened: boolean } | undefined;
  walk(tree.root, (node, parents) => {
    if (found !== undefined || node.kind !== 'call') return found === undefined;
    const set = node.arguments.at(-1);
    if (!/^mkShell/.test(lastName(node.function) ?? '') || set?.kind !== 'set') return true;
    found = { set, opened: parents.some(opensPkgs) };
    return false;
  });
  return found === undefined ? undefined : partsOf(source, found.set, found.opened);
}

/** `with pkgs;`, or `with import <nixpkgs> { };`, which has the same names. */
const opensPkgs = (node: Node): boolean => node.kind === 'with' && isPkgs(node.subject);

function isPkgs(subject: Expression): boolean {
  if (subject.kind === 'parenthesized') return isPkgs(subject.inner);
  if (subject.kind === 'identifier') return subject.name === 'pkgs';
  if (subject.kind !== 'call' || subject.function.kind !== 'identifier') return false;
  return subject.function.name === 'import' && isNixpkgs(subject.arguments[0]);
}

/** `<nixpkgs>`, `nixpkgs`, or `sources.nixpkgs` of a tool that pins it. */
function isNixpkgs(file: Expression | undefined): boolean {
  if (file?.kind === 'searchPath' || file?.kind === 'identifier') return file.name === 'nixpkgs';
  return file?.kind === 'select' && staticName(file.path.attributes.at(-1)!) === 'nixpkgs';
}

function lastName(called: Expression): string | undefined {
  if (called.kind === 'parenthesized') return lastName(called.inner);
  // `pkgs.mkShell.override { … }`
  if (called.kind === 'call') return lastName(called.function);
  if (called.kind === 'identifier') return called.name;
  const names = called.kind === 'select' ? called.path.attributes.map(staticName) : [];
  return names.find((name) => name?.startsWith('mkShell') === true) ?? names.at(-1);
}

function partsOf(source: string, set: AttributeSet, opened: boolean): ShellParts {
  const packages: string[] = [];
  const settings: Record<string, NixValue> = {};
  const left: { line: number; text: string; why: string }[] = [];
  const leave = (node: { start: number; end: number }, why: string) =>
    left.push({
      line: source.slice(0, node.start).split('\n').length,
      text: source.slice(node.start, node.end).split('\n')[0]!,
      why,
    });
  const put = (name: string, value: Expression, at: Binding) => {
    const taken = valueOf(source, value, opened);
    if (taken === undefined) leave(at, 'it uses what stands elsewhere in the file');
    else settings[name] = taken;
  };
  for (const binding of set.bindings) {
    if (binding.kind !== 'binding') {
      leave(binding, 'devenv has no such thing by itself');
      continue;
    }
    const names = binding.path.attributes.map(staticName);
    const [name = '', below] = names;
    const { value } = binding;
    if (packageLists.has(name)) listed(value, opened, { packages, leave });
    else if (name === 'shellHook') put('enterShell', value, binding);
    else if (name === 'env' && below !== undefined) put(pathText(['env', below]), value, binding);
    else if (name === 'env' && value.kind === 'set')
      for (const one of value.bindings)
        if (one.kind === 'binding' && one.path.attributes.length === 1)
          put(pathText(['env', staticName(one.path.attributes[0]!) ?? '']), one.value, one);
        else leave(one, 'devenv has no such thing by itself');
    else if (name === 'inputsFrom')
      leave(binding, 'the inputs of another package: name them as packages');
    else if (dropped.has(name)) continue;
    else if (/^[A-Za-z_]\w*$/.test(name) && names.length === 1)
      put(pathText(['env', name]), value, binding);
    else leave(binding, 'devenv has no such thing by itself');
  }
  return { packages: [...new Set(packages)], settings, left };
}

interface Listed {
  readonly packages: string[];
  leave(node: Node, why: string): void;
}

function listed(value: Expression, opened: boolean, to: Listed): void {
  if (value.kind === 'parenthesized') return listed(value.inner, opened, to);
  if (opensPkgs(value) && value.kind === 'with') return listed(value.body, true, to);
  if (value.kind === 'binary' && value.operator === '++') {
    listed(value.left, opened, to);
    return listed(value.right, opened, to);
  }
  if (value.kind === 'call' && lastName(value.function) === 'attrValues') {
    const [set] = value.arguments;
    if (set?.kind === 'set' && set.form === 'plain') return valuesOf(set, opened, to);
  }
  if (value.kind !== 'list')
    return to.leave(value, 'which packages these are shows only when it is evaluated');
  for (const item of value.items) {
    const name = packageOf(item, opened);
    if (name === undefined) to.leave(item, noName);
    else to.packages.push(name);
  }
}

/** `builtins.attrValues { inherit (pkgs) git just; }` */
function valuesOf(set: AttributeSet, opened: boolean, to: Listed): void {
  for (const one of set.bindings) {
    const isOfPkgs =
      one.kind === 'inherit' && (one.source === undefined ? opened : isPkgs(one.source));
    const names =
      one.kind === 'binding'
        ? [packageOf(one.value, opened)]
        : one.attributes.map((attribute) => (isOfPkgs ? staticName(attribute) : undefined));
    if (names.every((name) => name !== undefined)) to.packages.push(...names);
    else to.leave(one, noName);
  }
}

const noName = 'no package of nixpkgs by its name alone';

function packageOf(item: Expression, opened: boolean): string | undefined {
  if (item.kind === 'parenthesized') return packageOf(item.inner, opened);
  if (item.kind === 'identifier') return opened && item.name !== 'pkgs' ? item.name : undefined;
  if (item.kind !== 'select' || item.subject.kind !== 'identifier') return undefined;
  const names = item.path.attributes.map(staticName);
  if (names.some((name) => name === undefined || !/^[A-Za-z_][\w'-]*$/.test(name)))
    return undefined;
  const path = names.join('.');
  if (item.subject.name === 'pkgs') return path;
  return opened ? `${item.subject.name}.${path}` : undefined;
}

/** A value as devenv.nix can have it, where nothing of the file around is needed for it. */
function valueOf(source: string, value: Expression, opened: boolean): NixValue | undefined {
  const plain = value.kind === 'string' && !value.indented ? stringValue(value) : undefined;
  if (plain !== undefined) return plain;
  if (value.kind === 'integer') return value.text;
  const text = source.slice(value.start, value.end);
  const free = freeVariables(value).filter(({ name }) => !globalNames.has(name));
  const unknown = free.filter(({ name, insideWith }) => name !== 'pkgs' && !insideWith);
  if (unknown.length === 0) return code(text);
  return opened ? code(`with pkgs; ${text}`) : undefined;
}
