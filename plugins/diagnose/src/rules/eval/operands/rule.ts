import { placeName, type DiagnosisFix } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { byOwner } from '../../shared/owner.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { checkEvaluation } from '../../shared/verify.js';

const kind = (group: string): string =>
  `(?:an? |the )?(?<${group}>[a-zA-Z][a-z-]{1,20}(?: [a-z-]{2,20}){0,3})`;

/** Two values that do not go together in a sum or a comparison. */
export const operands = ruleOfSayings(
  {
    id: 'eval/operands',
    class: 'value-type-mismatch',
    phase: 'eval',
    title: 'Values that do not go together',
    components: ['evaluation'],
    confidence: 0.9,
    docs: [
      {
        title: 'Nix manual: operators',
        url: 'https://nix.dev/manual/nix/latest/language/operators',
      },
    ],
  },
  [
    {
      anchors: ['cannot compare', 'cannot add', 'cannot concatenate'],
      line: new RegExp(
        `error: cannot (?<verb>compare|add|concatenate) ${kind('left')} (?:with|to|and) ${kind('right')}(?:[;,:]|$)`,
      ),
      explain(evidence) {
        const at = evidence.frame();
        const left = evidence.get('left');
        const right = evidence.get('right');
        const verb = evidence.get('verb');
        const source = markedSource(evidence, at)?.trim().slice(0, 120);
        const fixes: readonly DiagnosisFix[] =
          verb === 'compare'
            ? [
                advice(
                  'Compare values of one kind: a version (a string) by lib.versionAtLeast, a number in a string by lib.toInt first.',
                ),
              ]
            : /string|path/.test(`${left} ${right}`)
              ? [
                  nixFix('In a text, write the number as a string.', '"${toString YOUR_VALUE}"', {
                    fill: { YOUR_VALUE: 'the value that is no string' },
                  }),
                ]
              : [
                  advice(
                    'Lists are put together by ++, sets by //, and + is for numbers, strings and paths.',
                  ),
                ];
        return {
          culprit: `${left} and ${right}${at === undefined ? '' : ` at ${placeName(at)}`}`,
          at,
          facts: { left, right, source },
          message: `Nix cannot ${verb} a ${left} and a ${right}.`,
          fixes: byOwner(evidence, at, fixes, 'own first'),
          verify: checkEvaluation(at, evidence.context),
        };
      },
    },
    {
      anchors: ['division by zero'],
      line: /error: division by zero/,
      explain(evidence) {
        const at = evidence.frame();
        return {
          culprit: at === undefined ? 'a division' : placeName(at),
          at,
          message: 'A number is divided by zero.',
          fixes: byOwner(
            evidence,
            at,
            [advice('Give the setting that it is divided by another value than 0.')],
            'own first',
          ),
          verify: checkEvaluation(at, evidence.context),
        };
      },
    },
  ],
);
