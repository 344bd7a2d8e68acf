import { Lines, eachDefinition, parse, readModule, type Expression } from '@nixai/nix';

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
  for (const { value, scope } of readModule(source, root).config)
    eachDefinition(value, scope, ({ path, by, value: given }) => {
      attributes.push({
        path: path.map(({ name }) => (name === undefined ? '<name>' : printed(name))).join('.'),
        line: lines.positionOf(by.start).line - shift,
        value: source.slice(given.start, given.end),
        isSet: given.kind === 'set',
      });
      return 'inside';
    });
  const faults = errors.map(({ line, message }) => `line ${line - shift}: ${message}`);
  return { attributes, faults };
}

function printed(name: string): string {
  return /^[a-zA-Z_][\w'-]*$/.test(name) ? name : JSON.stringify(name);
}
