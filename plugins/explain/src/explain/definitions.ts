import { Lines, eachDefinition, parse, readModule, type Expression, type Scope } from '@nixai/nix';

/** An attribute that a configuration gives a value to. */
export interface SetAttribute {
  /** Dotted; a step that only an evaluation would tell is `<name>`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Nix source. */
  readonly value: string;
  /** It is a set, so that it may be a group of options. */
  readonly isSet: boolean;
}

export interface ReadConfiguration {
  /** Outer ones before those inside them. */
  readonly attributes: readonly SetAttribute[];
  /** What of the syntax is wrong, each with its line. */
  readonly faults: readonly string[];
}

/** Every attribute that a module sets; a few lines out of one do as well. */
export function readConfiguration(text: string): ReadConfiguration {
  const whole = parse(text);
  if (whole.errors.length === 0 || /^\s*[{(]/.test(text))
    return read(text, whole.tree.root, 0, whole.errors);
  // Lines that were copied out of a module have no braces around them.
  const wrapped = `{\n${text}\n}`;
  const { tree, errors } = parse(wrapped);
  return read(wrapped, tree.root, 1, errors);
}

function read(
  source: string,
  root: Expression,
  shift: number,
  errors: readonly { readonly line: number; readonly message: string }[],
): ReadConfiguration {
  const lines = new Lines(source);
  const attributes: SetAttribute[] = [];
  const addFrom = (module: Expression, above: readonly string[], outer?: Scope) => {
    for (const { value, scope } of readModule(source, module, outer).config)
      eachDefinition(value, scope, (definition) => {
        const { by, value: given } = definition;
        const names = definition.path.map(({ name }) => name && printed(name));
        const steps = [...above, ...names.map((name) => name ?? '<name>')];
        const path = steps.join('.');
        const isModule = given.kind === 'lambda' && userModule.test(path);
        attributes.push({
          path,
          line: lines.positionOf(by.start).line - shift,
          value: source.slice(given.start, given.end),
          isSet: given.kind === 'set' || isModule,
        });
        if (isModule) addFrom(given, steps, definition.scope);
        return 'inside';
      });
  };
  addFrom(root, []);
  const faults = errors.map(({ line, message }) => `line ${Math.max(1, line - shift)}: ${message}`);
  return { attributes, faults };
}

/** What a user has of Home Manager is a module of its own, and so may be a function. */
const userModule = /^home-manager\.users\.(?:"[^"]*"|[^."]+)$/;

function printed(name: string): string {
  return /^[a-zA-Z_][\w'-]*$/.test(name) ? name : JSON.stringify(name);
}
