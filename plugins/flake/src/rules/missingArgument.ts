import { formalsOf } from '../read/flake.js';
import type { FlakeRule } from './rule.js';
import { addFormal } from './shared/inScope.js';

/** An input that the function of the outputs does not take. */
export const missingArgument: FlakeRule = {
  id: 'missing-argument',
  severity: 'error',
  why: 'Nix passes every input and self: without `...` the function has to name each.',
  find(flake) {
    const { lambda, inputs, text } = flake;
    const formals = formalsOf(flake);
    if (lambda?.parameter.kind !== 'pattern' || formals === undefined) return [];
    if (lambda.parameter.ellipsis) return [];
    const pattern = lambda.parameter;
    const missing = ['self', ...inputs.map(({ name }) => name)].filter(
      (name) => !formals.has(name),
    );
    if (missing.length === 0) return [];
    const canBeNamed = missing.every((name) => /^[A-Za-z_][\w'-]*$/.test(name));
    const edit = addFormal(text, pattern, canBeNamed ? missing[0]! : '...');
    const all = canBeNamed
      ? missing.map((name) => addFormal(text, pattern, name).text).join('')
      : edit.text;
    // In an empty pattern the first name has no comma before it.
    const merged = pattern.formals.length === 0 && canBeNamed ? ` ${missing.join(', ')} ` : all;
    return [
      {
        message: `function 'outputs' called with unexpected argument '${missing[0]}'`,
        at: pattern.start,
        edits: [{ ...edit, text: merged }],
      },
    ];
  },
};
