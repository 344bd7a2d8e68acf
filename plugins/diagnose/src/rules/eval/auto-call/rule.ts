import { placeName, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Nix calls a file that is a function by itself, with the arguments that have defaults. */
export const autoCall: DiagnosisRule = {
  id: 'eval/auto-call',
  class: 'value-type-mismatch',
  phase: 'eval',
  title: 'Function is not given its argument',
  components: ['evaluation'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['cannot auto-call', 'cannot evaluate a function that'],
      line: /cannot (?:auto-call a function that has an argument without a default value|evaluate a function that has an argument without a value) \(['"`]?(?<argument>[^'"`)]{1,100})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix-build',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-build',
    },
  ],
  explain(evidence) {
    const argument = evidence.get('argument');
    const at = evidence.frame();
    return {
      culprit: `${argument}${at === undefined ? '' : ` at ${placeName(at)}`}`,
      at,
      facts: { argument },
      message: `The file is a function with the argument ${argument}, which has no default, and nobody gives it.`,
      fixes: fixesFor(argument, evidence),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

function fixesFor(argument: string, { context }: Evidence): readonly DiagnosisFix[] {
  const name = packageName(argument);
  if (name === undefined || name.includes('.'))
    return [advice('Call the function with its arguments, or give them defaults.')];
  const callPackage = shellFix(
    'A package that is written for callPackage is built through it.',
    "nix-build -E 'with import <nixpkgs> { }; callPackage ./YOUR_FILE { }'",
    { fill: { YOUR_FILE: 'the file that was named' } },
  );
  const given =
    name === 'pkgs'
      ? nixFix('Or give pkgs a default in the first line.', '{ pkgs ? import <nixpkgs> { } }:')
      : shellFix('Or give the argument on the command line.', `--arg ${name} YOUR_VALUE`, {
          fill: { YOUR_VALUE: 'a Nix expression' },
        });
  return name === 'pkgs' || context.tool === 'nix-shell'
    ? [given, callPackage]
    : [callPackage, given];
}
