import {
  placeName,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** An `assert` in Nix code is false. */
export const failedAssert: DiagnosisRule = {
  id: 'eval/failed-assert',
  class: 'assertion-failed',
  phase: 'eval',
  title: 'Assertion failed',
  components: ['evaluation'],
  confidence: 0.88,
  patterns: [
    {
      anchors: ['assertion '],
      line: /error: assertion (?:['"`](?<what>.{1,300}?)['"`] )?failed(?: at (?<place>\S{1,300}))?$/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: assertions',
      url: 'https://nix.dev/manual/nix/latest/language/syntax#assertions',
    },
  ],
  explain(evidence) {
    const frame = evidence.frame();
    const at = frame?.file.includes('builtin/') === true ? undefined : frame;
    const what = withoutParentheses(evidence.get('what'));
    const place = at === undefined ? evidence.get('place') : placeName(at);
    return {
      culprit: [what, place].filter((part) => part !== '').join(' at '),
      at,
      facts: { assertion: what || undefined },
      message: `The code at ${place === '' ? 'the marked place' : place} demands that ${what === '' ? 'a condition' : what} holds, and it does not: arguments, overrides or versions do not fit together.`,
      fixes: fixesFor(what, evidence, at),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** The format of a Python package is said twice: by the package, and by an override or its own set. */
const pythonFormat = /\bpyproject\b.*\bformat\b|\bformat\b.*\bpyproject\b/;

/** The place of the assertion itself, which stands first below it. */
const builderOf = (evidence: Evidence): string =>
  evidence.after(/at (?<is>\/nix\/store\/[0-9a-z]{32}-\S{1,300})/, 4)?.groups?.['is'] ?? '';

function fixesFor(
  what: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const update = updateInput(evidence, at);
  const version = /[vV]ersion|AtLeast|[Oo]lder|[Nn]ewer/.test(what);
  const condition = what === '' ? 'the condition' : what;
  const { owner, inStore } = evidence.context.place(at?.file);
  // A builder of nixpkgs refuses what a flake.nix of the store gives it: that of the folder, or of an input.
  const called = evidence.after(/\/nix\/store\/[0-9a-z]{32}-source\/flake\.nix/, 40);
  if (
    at?.file === 'flake.nix' &&
    called !== undefined &&
    /pkgs\/build-support\//.test(builderOf(evidence))
  )
    return [
      advice(
        `If that flake.nix is yours (line ${at.line ?? ''}): give the builder what it asks for: ${condition} has to be true.`,
      ),
      shellFix(
        `If it comes from an input: it was written for another nixpkgs. Update that input, or let it keep its own nixpkgs (take its inputs.nixpkgs.follows away).`,
        'nix flake metadata   # lists the inputs; then: nix flake update with its name',
        { holds: { flake: true } },
      ),
    ];
  if (at !== undefined && owner === 'own' && !inStore)
    return [
      advice(
        `Make ${condition} true: change the argument or override that it speaks of.${version || /\d/.test(what) ? ' A version that it compares must be a number (2.11.1, or 2.11.1-unstable): override version if yours is not.' : ''}`,
      ),
    ];
  const own = advice(
    pythonFormat.test(what)
      ? 'If an overlay or an override of yours touches a Python package (overridePythonAttrs, packageOverrides): set pyproject or format there, not both.'
      : version
        ? `If an option, an override or an overlay of yours gives what it compares (a package of another version, as nix.package): make ${condition} true. Versions are compared as numbers: a name as unstable-2022-11-16 is older than all; write 2.11.1-unstable-2022-11-16.`
        : `If an argument, an option or an override of yours gives what it speaks of: make ${condition} true.`,
  );
  const theirs = advice(
    'If nothing of yours does: inputs (or channels) of different times are used together. Update them together, or go back to the lock file of before.',
  );
  const [first, ...others] = update;
  return first === undefined
    ? [own, theirs]
    : [own, { ...first, title: `If nothing of yours does: ${first.title}`, step: 'if' }, ...others];
}

/** Nix prints an assertion with a pair around all of it. */
function withoutParentheses(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (const [index, letter] of [...text].entries()) {
    depth += Number(letter === '(') - Number(letter === ')');
    if (depth === 0 && index < text.length - 1) return text;
  }
  return text.slice(1, -1);
}
