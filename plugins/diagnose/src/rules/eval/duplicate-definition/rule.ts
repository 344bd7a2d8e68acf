import {
  placeName,
  withoutStorePath,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { advice } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** One set defines an attribute twice; the parser refuses it. */
export const duplicateDefinition: DiagnosisRule = {
  id: 'eval/duplicate-definition',
  class: 'syntax-error',
  phase: 'eval',
  title: 'Attribute defined twice in one set',
  components: ['evaluation'],
  confidence: 0.93,
  patterns: [
    {
      anchors: [' already defined at '],
      line: /attribute ['"`](?<name>[^\s]{1,200}?)['"`](?: at \S{1,300})? already defined at (?<other>\S{1,300}?):(?<row>\d{1,7}):(?<column>\d{1,5})/,
    },
  ],
  docs: [
    {
      title: 'nix.dev: attribute sets',
      url: 'https://nix.dev/tutorials/nix-language#attribute-set',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const at = secondPlace(evidence);
    const first = `${evidence.get('other')}:${evidence.get('row')}:${evidence.get('column')}`;
    return {
      culprit: `${name} at ${at === undefined ? first : placeName(at)}`,
      at,
      facts: { attribute: name, first },
      message: `${name} is defined twice in one set: first at ${first}, and again here. Nix merges definitions of different modules, never two of one set.`,
      fixes: byOwner(evidence, at, [
        advice(
          `Delete one of the two definitions of ${name}, or move what is in the second (${at === undefined ? 'below' : placeName(at)}) into the first (${first}).`,
        ),
      ]),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** The message names the first definition; below it stands where the second one is. */
function secondPlace(evidence: Evidence): SourcePosition | undefined {
  const groups = evidence.after(
    /^\s*at:? (?<file>[^\s:]{1,300}):(?<row>\d{1,7}):(?<column>\d{1,5})/,
    4,
  )?.groups;
  if (groups === undefined) return undefined;
  const file = withoutStorePath(groups['file'] ?? '');
  return { file, line: Number(groups['row']), column: Number(groups['column']) };
}
