import { placeName } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { checkEvaluation } from '../../shared/verify.js';

const allowed = (name: string): string =>
  name
    .replace(/[^\w.?=+-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60) || 'source';

/** Names in the store have letters, digits and a few marks; a file or package is called otherwise. */
export const storeName = ruleOfSayings(
  {
    id: 'eval/store-name',
    class: 'store-name-invalid',
    phase: 'eval',
    title: 'Name that the store does not take',
    components: ['evaluation', 'store'],
    confidence: 0.94,
    docs: [
      {
        title: 'Nix manual: builtins.path',
        url: 'https://nix.dev/manual/nix/latest/language/builtins#builtins-path',
      },
    ],
  },
  [
    {
      anchors: [
        'contains illegal character',
        'invalid character',
        'invalid derivation name',
        'The path name ',
      ],
      line: /(?:error: (?:store path |name )?['"`](?![0-9a-z]{32}-)(?!\/nix\/store\/)(?<name>[^'"`]{1,200})['"`] contains illegal character ['"`](?<mark>.{1,8}?)['"`]|error: (?:store path |path )['"`](?:\/nix\/store\/)?[0-9a-z]{32}-(?<stored>[^'"`]{0,200} [^'"`]{0,200})['"`] contains illegal character ['"`](?<other>.{1,8}?)['"`]|error: invalid character ['"`](?<old>.{1,8}?)['"`] in name ['"`](?<oldname>[^'"`]{1,200})['"`]|error: [Tt]he path name ['"`](?<pathname>[^'"`]{1,200})['"`] is invalid|error: invalid derivation name: (?<derivation>.{1,200}?)\. Please pass)/,
      explain(evidence) {
        const derivation = evidence.get('derivation');
        const name =
          derivation ||
          evidence.get('name') ||
          evidence.get('stored') ||
          evidence.get('oldname') ||
          evidence.get('pathname');
        const mark = evidence.get('mark') || evidence.get('other') || evidence.get('old');
        const at = evidence.frame();
        const better = allowed(name.split('/').at(-1) ?? name);
        const own =
          derivation === ''
            ? [
                advice(
                  `Rename it without ${mark === ' ' || mark === '' ? 'blanks and marks' : mark} (as ${better}), also where a file names it.`,
                ),
                nixFix(
                  'If it has to keep its name: give its copy another one.',
                  `builtins.path { path = ./YOUR_FILE; name = ${nixString(better)}; }`,
                  { fill: { YOUR_FILE: 'the file or folder, as the code names it now' } },
                ),
              ]
            : [
                nixFix(
                  'Call the package so that the store takes it.',
                  `name = ${nixString(better)};`,
                ),
              ];
        return {
          culprit: `${name}${at === undefined ? '' : ` at ${placeName(at)}`}`,
          at,
          facts: { name, character: mark || undefined },
          message: `${name} shall be copied into the store under its own name, and names there have only letters, digits and + - . _ ? =${mark === ' ' ? ' (no blanks)' : ''}.`,
          fixes: byOwner(evidence, at, own, 'own first'),
          verify: checkEvaluation(at, evidence.context),
        };
      },
    },
  ],
);
