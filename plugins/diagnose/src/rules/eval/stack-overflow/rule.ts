import { placeName, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Evaluation is nested too deep: a recursion without end, or one that is merely long. */
export const stackOverflow: DiagnosisRule = {
  id: 'eval/stack-overflow',
  class: 'stack-overflow',
  phase: 'eval',
  title: 'Evaluation nested too deep',
  components: ['evaluation'],
  confidence: 0.92,
  patterns: [
    { anchors: ['stack overflow'], line: /error: (?:.{0,80})?stack overflow(?<hint>.{0,80})/ },
    { anchors: ['max-call-depth'], line: /max-call-depth(?<hint> exceeded.{0,40})?/ },
  ],
  docs: [
    {
      title: 'nix.conf: max-call-depth',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-max-call-depth',
    },
  ],
  explain(evidence) {
    const at = evidence.frame();
    const attribute = (
      evidence.before(/while evaluating the attribute '(?<name>[^']{1,200})'/) ??
      evidence.after(/while evaluating the attribute '(?<name>[^']{1,200})'/)
    )?.groups?.['name'];
    const subject = [attribute, at && placeName(at)]
      .filter((part) => part !== undefined)
      .join(' at ');
    return {
      culprit: subject === '' ? 'max-call-depth' : `${subject} (max-call-depth)`,
      at,
      message: `Function calls are nested deeper than max-call-depth (10000) or the stack allows${at === undefined ? '' : `, at ${placeName(at)}`}: a function that calls itself without end, a folder that contains itself (a recursive copy or link), or a recursion that is finite but very deep.`,
      fixes: [
        ...updateInput(evidence, at),
        advice(
          'Look for what calls itself: the same lines over and over under --show-trace; give the recursion an end. Delete folders that were copied into themselves before walking them.',
        ),
        shellFix(
          'If the recursion is finite, raise the limits for this run.',
          'ulimit -s unlimited; nix build --option max-call-depth 100000',
        ),
      ],
      verify: checkEvaluation(at, evidence.context),
    };
  },
};
