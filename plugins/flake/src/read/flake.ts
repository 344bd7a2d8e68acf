import {
  inputsOf,
  Lines,
  parse,
  type AttributeSet,
  type Binding,
  type Expression,
  type Lambda,
  type NamedInput,
  type Tree,
} from '@nixai/nix';
import type { Lock } from '@nixai/machine/lock';

/** A `flake.nix`, read once for all rules. */
export interface Flake {
  readonly text: string;
  readonly tree: Tree;
  readonly lines: Lines;
  /** The set that the file is, also where something stands around it that Nix does not take. */
  readonly set: AttributeSet | undefined;
  /** Those that the file names, and then those that only the outputs take. */
  readonly inputs: readonly NamedInput[];
  /** The binding `outputs = …;`. */
  readonly outputs: Binding | undefined;
  /** The function of the outputs, also where something stands around it that Nix does not take. */
  readonly lambda: Lambda | undefined;
  readonly lock: Lock | undefined;
  /** The files below the flake's folder that a rule may ask for. */
  readonly files: FlakeFiles;
  /** What the machine is that it is run on: `x86_64-linux`. */
  readonly system: string;
}

/** What lies beside a flake.nix. */
export interface FlakeFiles {
  /** The text of a file; undefined where there is none, or it is no plain one below the folder. */
  text(path: string): string | undefined;
  /** Whether git has the file in its index; undefined where that can't be told. */
  isTracked(path: string): boolean | undefined;
  exists(path: string): boolean;
}

export const noFiles: FlakeFiles = {
  text: () => undefined,
  isTracked: () => undefined,
  exists: () => false,
};

/**
 * @returns undefined where the text does not parse: rules read nothing into half a file.
 */
export function readFlake(
  text: string,
  { lock, files = noFiles, system }: Partial<Pick<Flake, 'lock' | 'files'>> & Pick<Flake, 'system'>,
): Flake | undefined {
  const { tree, errors } = parse(text, { pipeOperators: true });
  if (errors.length > 0) return undefined;
  const set = setIn(tree.root);
  const outputs = set === undefined ? undefined : bindingOf(set, 'outputs');
  const lambda = outputs === undefined ? undefined : lambdaIn(outputs.value);
  return {
    text,
    tree,
    lines: new Lines(text),
    set,
    inputs: set === undefined ? [] : withTaken(inputsOf(set), lambda),
    outputs,
    lambda,
    lock,
    files,
    system,
  };
}

/** What the outputs take and no input names is an input, too: Nix looks for it in its registry. */
function withTaken(named: readonly NamedInput[], lambda: Lambda | undefined): NamedInput[] {
  const taken = lambda?.parameter.kind === 'pattern' ? lambda.parameter.formals : [];
  const names = new Set(['self', ...named.map(({ name }) => name)]);
  return [
    ...named,
    ...taken
      .map(({ name }) => name.name)
      .filter((name) => !names.has(name))
      .map((name) => ({ name, follows: {}, flake: true })),
  ];
}

function setIn(root: Expression): AttributeSet | undefined {
  let at = root;
  for (;;)
    if (at.kind === 'parenthesized') at = at.inner;
    else if (at.kind === 'let' || at.kind === 'with' || at.kind === 'assert') at = at.body;
    else return at.kind === 'set' ? at : undefined;
}

function lambdaIn(value: Expression): Lambda | undefined {
  let at = value;
  for (;;)
    if (at.kind === 'parenthesized') at = at.inner;
    else if (at.kind === 'let' || at.kind === 'with' || at.kind === 'assert') at = at.body;
    else return at.kind === 'lambda' ? at : undefined;
}

/** The binding of a set whose path is the one name. */
export function bindingOf(set: AttributeSet, name: string): Binding | undefined {
  return set.bindings.find(
    (one): one is Binding =>
      one.kind === 'binding' &&
      one.path.attributes.length === 1 &&
      one.path.attributes[0]?.kind === 'identifier' &&
      one.path.attributes[0].name === name,
  );
}

/** The names that the function of the outputs takes; undefined where it takes the whole set. */
export function formalsOf({ lambda }: Flake): ReadonlySet<string> | undefined {
  const parameter = lambda?.parameter;
  if (parameter?.kind !== 'pattern') return undefined;
  return new Set(parameter.formals.map(({ name }) => name.name));
}
