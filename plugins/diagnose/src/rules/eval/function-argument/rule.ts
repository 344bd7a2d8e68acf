import {
  placeName,
  withoutStorePath,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A function gets an argument that it does not take, or lacks one that it needs. */
export const functionArgument: DiagnosisRule = {
  id: 'eval/function-argument',
  class: 'function-argument-mismatch',
  phase: 'eval',
  title: 'Function called with the wrong arguments',
  components: ['evaluation'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['called without required argument', 'called with unexpected argument'],
      line: /(?:function )?['"`]?(?<function>anonymous (?:function|lambda)|[\w.-]{1,120})['"`]?(?: at (?<file>[^\s:]{1,300}):(?<row>\d{1,7}):(?<column>\d{1,5}))?,? called with(?<out>out)? (?:required|unexpected) argument ['"`](?<name>[^'"`\s]{1,120})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: functions',
      url: 'https://nix.dev/manual/nix/latest/language/syntax#functions',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const missing = evidence.get('out') !== '';
    const at = declared(evidence) ?? evidence.frame();
    const place = at === undefined ? '' : ` at ${placeName(at)}`;
    return {
      culprit: `${name}${place}`,
      at,
      facts: { argument: name, function: evidence.get('function') },
      message: missing
        ? `The function${place} needs the argument ${name}, and its caller does not give it. With callPackage that means: there is no package ${name}.`
        : `The function${place} does not take the argument ${name} that its caller gives.`,
      fixes: missing ? fixesForMissing(name) : fixesForUnexpected(name, evidence),
      verify: checkEvaluation(at),
    };
  },
};

function declared(evidence: Evidence) {
  const file = withoutStorePath(evidence.get('file'));
  if (file === '') return undefined;
  return { file, line: Number(evidence.get('row')), column: Number(evidence.get('column')) };
}

function fixesForMissing(name: string): DiagnosisFix[] {
  return [
    nixFix(`Give it at the call, or in callPackage's second argument.`, `{ inherit ${name}; }`),
    nixFix(
      'If it is not always needed, give it a default where the function is declared.',
      `{ ${name} ? null, ... }:`,
    ),
    nixFix(
      `If it is a module's argument, pass it with specialArgs (Home Manager: extraSpecialArgs).`,
      `specialArgs = { inherit ${name}; };`,
    ),
    advice(
      `If ${name} was a package that nixpkgs renamed or removed, use its new name, or update the input that calls it.`,
    ),
  ];
}

function fixesForUnexpected(name: string, evidence: Evidence): DiagnosisFix[] {
  const meant = evidence.after(/Did you mean (?:one of )?(?<names>[^?]{1,200})\?/, 12)?.groups?.[
    'names'
  ];
  return [
    ...(meant === undefined
      ? []
      : [
          nixFix(
            `The name is close to ${meant}: correct it at the call.`,
            meant.split(/, | or /)[0] ?? meant,
          ),
        ]),
    nixFix(
      'Let the function take more arguments than it names (add `...`): a module always needs this.',
      '{ config, lib, pkgs, ... }:',
    ),
    advice(
      `Remove ${name} from the call (or from the override): the function no longer takes it, or not yet. If caller and function come from different inputs, update them together: nix flake update.`,
    ),
  ];
}
