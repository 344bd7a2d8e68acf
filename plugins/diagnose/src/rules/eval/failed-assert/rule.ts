import { placeName, type DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';
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
    const at = evidence.frame();
    const what = withoutParentheses(evidence.get('what'));
    const place = at === undefined ? evidence.get('place') : placeName(at);
    return {
      culprit: [what, place].filter((part) => part !== '').join(' at '),
      at,
      facts: { assertion: what || undefined },
      message: `The code at ${place === '' ? 'the marked place' : place} demands that ${what === '' ? 'a condition' : what} holds, and it does not: arguments, overrides or versions do not fit together.`,
      fixes: [
        ...updateInput(evidence, at),
        advice(
          `Make ${what === '' ? 'the condition' : what} true: change the argument or override that it speaks of. A version that it compares must be a number (2.11.1, or 2.11.1-unstable): override version if yours is not.`,
        ),
        advice(
          'If the assertion is in a package or a library, update the input that it comes from, or take away the override that breaks it.',
        ),
      ],
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

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
