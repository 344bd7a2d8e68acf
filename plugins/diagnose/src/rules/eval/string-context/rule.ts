import { placeName, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A string that refers to the store stands where none may. */
export const stringContext: DiagnosisRule = {
  id: 'eval/string-context',
  class: 'string-context',
  phase: 'eval',
  title: 'String must not refer to a store path',
  components: ['evaluation'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is not allowed to refer to a store path', 'not allowed to refer to a store path'],
      line: /the string ['"`](?<text>.{1,200}?)['"`] is not allowed to refer to a store path(?: \(such as ['"`](?<path>[^'"`]{1,200}))?/,
    },
    {
      anchors: [
        'cannot refer to derivation outputs',
        'derivation outputs',
        'references to derivations',
      ],
      line: /(?:files|strings) created by ['"`](?<what>[\w.]{1,60})['"`] (?:may not|cannot|must not) (?:contain|refer to) (?:references to )?derivation(?: outputs)?s?/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: string context',
      url: 'https://nix.dev/manual/nix/latest/language/string-context',
    },
  ],
  explain(evidence) {
    const at = evidence.frame();
    const own = at === undefined || at.library ? undefined : at;
    const text = evidence.get('text') || evidence.get('what');
    return {
      culprit: `${text.slice(0, 120)}${own === undefined ? '' : ` at ${placeName(own)}`}`,
      at: own,
      facts: { string: text, path: evidence.get('path') || undefined },
      message: `The string "${text.slice(0, 160)}" comes from a package or a file of the store, and here (an attribute's name, a derivation's name, a path to import) none such may stand.`,
      fixes: [
        ...updateInput(evidence, own),
        advice(
          'Use a plain string there: the name or version that is meant (pkgs.hello.name), not the package itself or a file read from one.',
        ),
        nixFix(
          'If the reference is not needed, take it away.',
          'builtins.unsafeDiscardStringContext YOUR_VALUE',
          { fill: { YOUR_VALUE: 'what stands there now' } },
        ),
      ],
      verify: checkEvaluation(own, evidence.context),
    };
  },
};
