import { placeName } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { byOwner } from '../../shared/owner.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A list has fewer items than what reads it takes for granted. */
export const listIndex = ruleOfSayings(
  {
    id: 'eval/list-index',
    class: 'list-index',
    phase: 'eval',
    title: 'List is shorter than what reads it expects',
    components: ['evaluation'],
    confidence: 0.85,
    docs: [
      {
        title: 'Nix manual: elemAt and head',
        url: 'https://nix.dev/manual/nix/latest/language/builtins#builtins-elemAt',
      },
    ],
  },
  [
    {
      anchors: [
        'called on an empty list',
        'on a list of size',
        'is out of bounds',
        'called with an empty list',
        'list must not be empty',
      ],
      line: /error: (?:['"`]?(?:builtins\.|lists\.)?(?<function>\w{4,20})['"`]? called (?:on an empty list|with index (?<index>-?\d{1,9}) on a list of size (?<size>\d{1,9}))|list index (?<old>-?\d{1,9}) is out of bounds|lists\.(?<lib>\w{3,20}): list must not be empty)/,
      explain(evidence) {
        const at = evidence.frame();
        const index = evidence.get('index') || evidence.get('old');
        const empty = index === '';
        const source = markedSource(evidence, at)?.trim().slice(0, 120);
        const what = empty
          ? `${evidence.get('function') || evidence.get('lib')} of an empty list`
          : `item ${index} of a list${evidence.get('size') === '' ? '' : ` of ${evidence.get('size')}`}`;
        return {
          culprit: `${what}${at === undefined ? '' : ` at ${placeName(at)}`}`,
          at,
          facts: { index: index || undefined, source },
          message: empty
            ? 'The first (or last) item of a list is taken, and the list is empty.'
            : `Item ${index} of a list is taken (the first is 0), and the list has not so many.`,
          fixes: byOwner(
            evidence,
            at,
            [
              advice(
                'If the list comes from a setting or a file of yours: give it the item that is expected there (a user, a disk, an address); --show-trace names the option.',
              ),
              nixFix(
                'If it may be empty: say what holds then, where it is read.',
                'if YOUR_LIST == [ ] then null else builtins.head YOUR_LIST',
                { fill: { YOUR_LIST: 'the list that is read there' } },
              ),
            ],
            'own first',
          ),
          verify: checkEvaluation(at, evidence.context),
        };
      },
    },
  ],
);
