import {
  Lines,
  eachDefinition,
  parse,
  readModule,
  seeThrough,
  type Expression,
  type Look,
  type Scope,
} from '@nixai/nix';

/** An attribute that a configuration gives a value to. */
export interface SetAttribute {
  /** A step that only an evaluation would tell is `<name>`. */
  readonly path: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Nix source. */
  readonly value: string;
  /** It is a set, also behind `mkIf` and the like, so that it may be a group of options. */
  readonly isSet: boolean;
  /** The user of Home Manager whose module it is of: its path begins there. */
  readonly user?: string;
}

export interface ReadConfiguration {
  /** Outer ones before those inside them. */
  readonly attributes: readonly SetAttribute[];
  /** What of the syntax is wrong, each with its line. */
  readonly faults: readonly string[];
}

/** Where to look next at what is given to a path. */
export type LookInto = (path: readonly string[], user?: string) => Look;

/** Every attribute that a module sets, as deep as it is looked; a few lines out of one do as well. */
export function readConfiguration(
  text: string,
  lookInto: LookInto = () => 'inside',
): ReadConfiguration {
  const whole = parse(text);
  if (whole.errors.length === 0 || /^\s*[{(]/.test(text))
    return read(text, whole.tree.root, 0, whole.errors, lookInto);
  // Lines that were copied out of a module have no braces around them.
  const wrapped = `{\n${text}\n}`;
  const { tree, errors } = parse(wrapped);
  return read(wrapped, tree.root, 1, errors, lookInto);
}

function read(
  source: string,
  root: Expression,
  shift: number,
  errors: readonly { readonly line: number; readonly message: string }[],
  lookInto: LookInto,
): ReadConfiguration {
  const lines = new Lines(source);
  const attributes: SetAttribute[] = [];
  const addFrom = (module: Expression, user?: string, outer?: Scope) => {
    for (const { value, scope } of readModule(source, module, outer).config)
      eachDefinition(value, scope, (definition) => {
        const { by, value: given } = definition;
        const written = definition.path.map(({ name }) => name ?? '<name>');
        const isBridge =
          user === undefined && written[0] === 'home-manager' && written[1] === 'users';
        const [, , named, ...inHome] = isBridge ? written : [];
        if (named !== undefined && inHome.length === 0) {
          for (const seen of seeThrough(given, definition.scope))
            if (seen.value.kind === 'set' || seen.value.kind === 'lambda')
              addFrom(seen.value, named, seen.scope);
          return 'over';
        }
        if (isBridge && named === undefined) return 'inside';
        const attribute = {
          path: named === undefined ? written : inHome,
          line: lines.positionOf(by.start).line - shift,
          value: source.slice(given.start, given.end),
          isSet: seeThrough(given, definition.scope).some((seen) => seen.value.kind === 'set'),
          user: user ?? named,
        };
        attributes.push(attribute);
        return lookInto(attribute.path, attribute.user);
      });
  };
  addFrom(root);
  const faults = errors.map(({ line, message }) => `line ${Math.max(1, line - shift)}: ${message}`);
  return { attributes, faults };
}
