import { staticName } from '@nixai/nix';
import { inputBindings, inputKeys, tellingKeys, type InputBinding } from '../read/inputBindings.js';
import type { Fault, FlakeRule } from './rule.js';
import { indentOf, wholeLines } from './shared/layout.js';

/** `inputs = { inputs.nixpkgs.url = …; }`, and an input that stands inside another one. */
export const misplacedInput: FlakeRule = {
  id: 'misplaced-input',
  severity: 'error',
  why: 'Each input stands for itself right below inputs.',
  find(flake) {
    const all = inputBindings(flake);
    return all.flatMap(
      (one) => nestedTwice(one, flake.text) ?? insideAnother(one, all, flake.text) ?? [],
    );
  },
};

/** Below `inputs`, and once more. */
function nestedTwice(
  { names, attributes, binding }: InputBinding,
  text: string,
): Fault | undefined {
  const [first, second, third] = names;
  const own = binding.path.attributes;
  if (first === 'inputs' && second === undefined) return unwrapped(binding, text);
  if (first !== 'inputs' || second === undefined || inputKeys.has(second)) return undefined;
  // `inputs.inputs.x = { … }` is named so in one binding, or below a set that is called inputs.
  if (own[0] !== attributes[0] && own[1] !== attributes[0]) return undefined;
  if (third === undefined && binding.value.kind !== 'set') return undefined;
  const attribute = attributes[0]!;
  const dot = text.indexOf('.', attribute.end);
  return {
    message: `input 'inputs' has an unsupported attribute '${second}'`,
    at: attribute.start,
    edits: [{ start: attribute.start, end: dot + 1, text: '' }],
  };
}

/** `inputs = { inputs = { nixpkgs.url = …; }; }` */
function unwrapped(binding: InputBinding['binding'], text: string): Fault | undefined {
  const { value } = binding;
  const [first, last] = value.kind === 'set' ? [value.bindings[0], value.bindings.at(-1)] : [];
  if (first === undefined || last === undefined) return undefined;
  const isInput = (one: typeof first) =>
    one.kind === 'binding' && !inputKeys.has(staticName(one.path.attributes[0]!) ?? 'url');
  if (value.kind !== 'set' || !value.bindings.every(isInput)) return undefined;
  return {
    message: `input 'inputs' has an unsupported attribute '${text.slice(first.start, first.end).split(/[.\s=]/)[0]}'`,
    at: binding.start,
    edits: [
      { start: binding.start, end: first.start, text: '' },
      { start: last.end, end: binding.end, text: '' },
    ],
  };
}

/** `nixpkgs = { url = …; home-manager.url = …; };` */
function insideAnother(
  { names, attributes, binding, parents, value }: InputBinding,
  all: readonly InputBinding[],
  text: string,
): Fault | undefined {
  const [outer, inner, key] = names;
  if (outer === undefined || outer === 'inputs' || inner === undefined || inputKeys.has(inner))
    return undefined;
  const parent = parents.at(-1);
  if (parent === undefined || binding.path.attributes[0] !== attributes[1]) return undefined;
  const isInput =
    key === undefined
      ? value.kind === 'set' &&
        all.some((one) => one.names[1] === inner && tellingKeys.has(one.names[2] ?? ''))
      : tellingKeys.has(key);
  // The outer one has to be an input itself, or the name has a dot that wants quotes.
  const isOuter = all.some((one) => one.names[0] === outer && tellingKeys.has(one.names[1] ?? ''));
  if (!isInput || !isOuter) return undefined;
  // Only below a parent that is the input, which stands right below inputs.
  if (parent.path.attributes.at(-1) !== attributes[0]) return undefined;
  const isBelowInputs = parent.path.attributes.length === 1;
  const indent = indentOf(text, parent.start);
  const moved = text.slice(binding.start, binding.end);
  return {
    message: `input '${outer}' has an unsupported attribute '${inner}'`,
    at: binding.start,
    edits: [
      { ...wholeLines(text, binding), text: '' },
      {
        start: parent.end,
        end: parent.end,
        text: `\n${indent}${isBelowInputs ? '' : 'inputs.'}${moved}`,
      },
    ],
  };
}
