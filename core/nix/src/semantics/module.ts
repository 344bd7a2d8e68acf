import type { Attribute, Binding, Expression, Inherit } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { emptyScope, withBindings, withOpened, withParameter, type Scope } from './scope.js';
import { seeThrough, type Seen } from './seeThrough.js';

/** What a NixOS, Home Manager or nix-darwin module says, part by part. */
export interface ModuleParts {
  /** Sets whose definitions give values to options. */
  readonly config: readonly Seen[];
  /** Sets that declare options. */
  readonly options: readonly Seen[];
  readonly imports: readonly ModuleImport[];
  /** Options that stand beside `config` or `options`, where Nix takes none. */
  readonly astray: readonly Attribute[];
  /** True where part of it could not be seen: more may be defined, declared or imported. */
  readonly partial: boolean;
}

export type ModuleImport =
  | {
      readonly kind: 'path';
      readonly path: string;
      readonly at: Expression;
      /** It stands behind an `if` or an `optionals`: it may never be imported. */
      readonly conditional: boolean;
    }
  | { readonly kind: 'inline'; readonly module: Expression; readonly scope: Scope }
  /** A module that only an evaluation would find: `inputs.x.nixosModules.y`, `<home-manager/nixos>`. */
  | { readonly kind: 'unknown'; readonly text: string; readonly at: Expression };

/** Attributes at the top of a module that are no options. */
const reserved = new Set([
  'imports',
  'disabledModules',
  '_module',
  '_file',
  '_class',
  'key',
  'freeformType',
]);

/** Attributes at the top of a module that are parts of it. */
const structural = new Set(['config', 'options', 'imports']);

/** Reads a module: a set, or a function that makes one. */
export function readModule(
  source: string,
  module: Expression,
  outer: Scope = emptyScope,
): ModuleParts {
  const { body, scope } = withoutArguments(module, outer);
  const config: Seen[] = [];
  const options: Seen[] = [];
  const imports: ModuleImport[] = [];
  const astray: Attribute[] = [];
  let partial = false;
  for (const seen of seeThrough(body, scope)) {
    if (seen.value.kind !== 'set') {
      partial = true;
      continue;
    }
    const parts = partsOf(seen);
    const structured = parts.has('config') || parts.has('options');
    if (structured) {
      config.push(...(parts.get('config') ?? []));
      if (!seen.conditional) astray.push(...besideParts(seen.value.bindings));
    } else config.push(withoutReserved(seen));
    options.push(...(parts.get('options') ?? []));
    for (const list of parts.get('imports') ?? []) imports.push(...importsIn(list, source));
  }
  return { config, options, imports, astray, partial };
}

/** What may stand beside `config` and `options` (nixpkgs, lib/modules.nix, `unifyModuleSyntax`). */
const beside = new Set([...structural, 'disabledModules', '_file', '_class', 'key', 'meta']).add(
  'freeformType',
);

function besideParts(bindings: readonly (Binding | Inherit)[]): Attribute[] {
  return bindings.flatMap((binding) => {
    const [first] = binding.kind === 'binding' ? binding.path.attributes : [];
    const name = first && staticName(first);
    return first === undefined || name === undefined || beside.has(name) ? [] : [first];
  });
}

/** Strips the arguments of a module that is a function, and what is bound around it. */
function withoutArguments(module: Expression, outer: Scope): { body: Expression; scope: Scope } {
  let body = module;
  let scope = outer;
  for (;;) {
    if (body.kind === 'lambda') {
      scope = withParameter(body.parameter, scope);
      body = body.body;
    } else if (body.kind === 'let') {
      scope = withBindings(body, scope);
      body = body.body;
    } else if (body.kind === 'with') {
      scope = withOpened(scope, body.subject);
      body = body.body;
    } else if (body.kind === 'assert') body = body.body;
    else if (body.kind === 'parenthesized') body = body.inner;
    else return { body, scope };
  }
}

/** The values of a module's top-level attributes that have a meaning of their own. */
function partsOf(seen: Seen): Map<string, Seen[]> {
  const parts = new Map<string, Seen[]>();
  const add = (name: string, part: Seen): void => {
    const same = parts.get(name);
    if (same === undefined) parts.set(name, [part]);
    else same.push(part);
  };
  const { value: set } = seen;
  if (set.kind !== 'set') return parts;
  const scope = set.form === 'plain' ? seen.scope : withBindings(set, seen.scope);
  for (const binding of set.bindings) {
    if (binding.kind === 'inherit') {
      for (const { name, value } of inherited(binding))
        add(name, { ...seen, value, scope: seen.scope });
      continue;
    }
    const [first, ...below] = binding.path.attributes;
    const name = first === undefined ? undefined : staticName(first);
    if (name === undefined) continue;
    const value = below.length === 0 ? binding.value : nested(binding, below);
    add(name, { ...seen, value, scope });
  }
  return parts;
}

/** `inherit imports;` as `imports = imports;` in the scope around the set. */
function inherited({ source, attributes }: Inherit): { name: string; value: Expression }[] {
  return attributes.flatMap((attribute) => {
    const name = staticName(attribute);
    if (name === undefined || !structural.has(name)) return [];
    const { start, end } = attribute;
    // What a set hands over (`inherit (x) imports;`) only an evaluation tells.
    return [{ name, value: source ?? { kind: 'identifier', start, end, name } }];
  });
}

/** `config.a.b = 1;` as the set `{ a.b = 1; }` that it puts into `config`. */
function nested(
  binding: Extract<Expression, { kind: 'set' }>['bindings'][number] & { kind: 'binding' },
  below: (typeof binding.path.attributes)[number][],
): Expression {
  const { start, end } = binding;
  const path = { ...binding.path, attributes: below };
  return { kind: 'set', start, end, form: 'plain', bindings: [{ ...binding, path }] };
}

function withoutReserved(seen: Seen): Seen {
  const { value: set } = seen;
  if (set.kind !== 'set') return seen;
  const isReserved = (attribute: Attribute | undefined) =>
    attribute !== undefined && reserved.has(staticName(attribute) ?? '');
  const bindings = set.bindings.flatMap((binding): (Binding | Inherit)[] => {
    if (binding.kind === 'binding') return isReserved(binding.path.attributes[0]) ? [] : [binding];
    const attributes = binding.attributes.filter((attribute) => !isReserved(attribute));
    return attributes.length === 0 ? [] : [{ ...binding, attributes }];
  });
  return { ...seen, value: { ...set, bindings } };
}

/** The modules in a list of imports, however it is put together. */
export function importsIn(list: Seen, source: string): ModuleImport[] {
  return seeThrough(list.value, list.scope).flatMap((seen): ModuleImport[] => {
    const { value, scope } = seen;
    const conditional = list.conditional || seen.conditional;
    if (value.kind === 'list')
      return value.items.flatMap((item) => importOf(item, { ...seen, conditional }, source));
    if (value.kind === 'binary' && value.operator === '++')
      return [value.left, value.right].flatMap((side) =>
        importsIn({ ...list, value: side, scope, conditional }, source),
      );
    return [unknownImport(value, source)];
  });
}

/** A module that is written in place, by a path, or in a way that only an evaluation would follow. */
export function importOf(item: Expression, list: Seen, source: string): ModuleImport[] {
  return seeThrough(item, list.scope).map((seen): ModuleImport => {
    const { value, scope: inner } = seen;
    if (value.kind === 'set' || value.kind === 'lambda')
      return { kind: 'inline', module: value, scope: inner };
    const imported = importedPath(value);
    return imported === undefined
      ? unknownImport(value, source)
      : {
          kind: 'path',
          path: imported,
          at: value,
          conditional: list.conditional || seen.conditional,
        };
  });
}

function unknownImport(at: Expression, source: string): ModuleImport {
  return { kind: 'unknown', text: source.slice(at.start, at.end), at };
}

/** `./a.nix`, or `import ./a.nix` with whatever is passed to it. */
export function importedPath(value: Expression): string | undefined {
  if (value.kind === 'path') {
    const [only, more] = value.parts;
    return only?.kind === 'text' && more === undefined ? only.text : undefined;
  }
  if (value.kind !== 'call' || value.function.kind !== 'identifier') return undefined;
  const [first] = value.arguments;
  return value.function.name === 'import' && first !== undefined ? importedPath(first) : undefined;
}
