import { stringValue, quoted, type Expression } from '@nixai/nix';
import { inputBindings } from '../read/inputBindings.js';
import type { FlakeRule } from './rule.js';

/** `inputs.nixpkgs.url = "github:NixOS/nixpkgs/" + branch;` */
export const computedInput: FlakeRule = {
  id: 'computed-input',
  severity: 'error',
  why: 'Nix reads the inputs without evaluating the file: each url has to stand there as a string.',
  find(flake) {
    const bound = constants(flake.tree.root);
    return inputBindings(flake)
      .filter(({ names }) => names.length === 2 && (names[1] === 'url' || names[1] === 'follows'))
      .filter(({ value }) => !isPlain(value))
      .map(({ names, value, binding }) => {
        const text = constantOf(value, bound);
        const { start, end } = binding.value;
        return {
          message: `expected a string but got a thunk, at inputs.${names.join('.')}`,
          at: start,
          ...(text === undefined
            ? { hint: 'write the address out as one string' }
            : { edits: [{ start, end, text: quoted(text) }] }),
        };
      });
  },
};

const isPlain = (value: Expression): boolean =>
  value.kind === 'uri' || (value.kind === 'string' && stringValue(value) !== undefined);

/** What a `let` around the file binds to strings. */
function constants(root: Expression): ReadonlyMap<string, Expression> {
  if (root.kind !== 'let') return new Map();
  return new Map(
    root.bindings.flatMap((one): [string, Expression][] => {
      const [attribute] = one.kind === 'binding' ? one.path.attributes : [];
      return one.kind === 'binding' &&
        one.path.attributes.length === 1 &&
        attribute?.kind === 'identifier'
        ? [[attribute.name, one.value]]
        : [];
    }),
  );
}

/** Names that lead in circles end here. */
const mostSteps = 20;

/** A string that shows without evaluating. */
function constantOf(
  value: Expression,
  bound: ReadonlyMap<string, Expression>,
  steps = mostSteps,
): string | undefined {
  if (steps === 0) return undefined;
  const of = (one: Expression) => constantOf(one, bound, steps - 1);
  switch (value.kind) {
    case 'uri':
      return value.text;
    case 'parenthesized':
      return of(value.inner);
    case 'identifier': {
      const meant = bound.get(value.name);
      return meant === undefined ? undefined : of(meant);
    }
    case 'binary': {
      const [left, right] = [of(value.left), of(value.right)];
      return value.operator === '+' && left !== undefined && right !== undefined
        ? left + right
        : undefined;
    }
    case 'string': {
      const whole = stringValue(value);
      if (whole !== undefined || value.indented) return whole;
      const parts = value.parts.map((part) =>
        part.kind === 'text'
          ? part.text.includes('\\')
            ? undefined
            : part.text
          : of(part.expression),
      );
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    default:
      return undefined;
  }
}
