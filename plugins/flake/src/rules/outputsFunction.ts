import { freeVariables } from '@nixai/nix';
import type { FlakeRule } from './rule.js';
import { indentOf, namesIn } from './shared/layout.js';

/** `outputs = import ./outputs.nix;`, `outputs = let … in { self }: …` */
export const outputsFunction: FlakeRule = {
  id: 'outputs-no-function',
  severity: 'error',
  why: 'Nix looks whether outputs is a function before it evaluates anything: one has to stand there.',
  find({ outputs, lambda, text }) {
    if (outputs === undefined) return [];
    let { value } = outputs;
    while (value.kind === 'parenthesized') value = value.inner;
    if (value.kind === 'lambda') return [];
    const isSet = value.kind === 'set' || value.kind === 'list' || value.kind === 'string';
    const message = `expected a function but got ${isSet ? `a ${value.kind}` : 'a thunk'}, at outputs`;
    const at = outputs.value.start;
    if (value.kind === 'set')
      return [{ message, at, edits: [{ start: at, end: at, text: '_: ' }] }];
    if (isSet) return [{ message, at, hint: 'outputs = { self, nixpkgs }: { … };' }];
    if (value.kind === 'let' && value.body === lambda) {
      const { parameter, body } = lambda;
      const bound = namesIn(value);
      const taken = new Set(
        parameter.kind === 'identifier'
          ? [parameter.name]
          : [
              ...parameter.formals.map(({ name }) => name.name),
              ...(parameter.whole === undefined ? [] : [parameter.whole.name]),
            ],
      );
      const inDefaults =
        parameter.kind === 'pattern' &&
        parameter.formals.some(
          ({ fallback }) =>
            fallback !== undefined && freeVariables(fallback).some(({ name }) => bound.has(name)),
        );
      const shared =
        [...bound].some((name) => taken.has(name)) ||
        freeVariables(value).some(({ name }) => taken.has(name));
      if (!shared && !inDefaults) {
        const head = text.slice(parameter.start, body.start);
        const inner = text.slice(value.start, lambda.start);
        const edits = [
          { start: at, end: at, text: head },
          { start: lambda.start, end: body.start, text: '' },
        ];
        return inner.includes('\n') && !head.endsWith('\n')
          ? [
              {
                message,
                at,
                edits: [
                  { ...edits[0]!, text: `${head.trimEnd()}\n${indentOf(text, outputs.start)}` },
                  edits[1]!,
                ],
              },
            ]
          : [{ message, at, edits }];
      }
    }
    const wraps = value.kind === 'call' || value.kind === 'select' || value.kind === 'identifier';
    return [
      {
        message,
        at,
        edits: wraps
          ? [
              { start: at, end: at, text: 'inputs: ' },
              { start: outputs.value.end, end: outputs.value.end, text: ' inputs' },
            ]
          : [
              { start: at, end: at, text: 'inputs: (' },
              { start: outputs.value.end, end: outputs.value.end, text: ') inputs' },
            ],
      },
    ];
  },
};
