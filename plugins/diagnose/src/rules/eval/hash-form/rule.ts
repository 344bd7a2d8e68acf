import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A hash or revision that is none, or is not there at all. */
export const hashForm: DiagnosisRule = {
  id: 'eval/hash-form',
  class: 'hash-form',
  phase: 'eval',
  title: 'Hash has the wrong form',
  components: ['evaluation', 'fetch'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['invalid SRI hash'],
      line: /invalid SRI hash ['"`](?<sri>[^'"`\s]{0,200})['"`]/,
    },
    {
      anchors: ['has wrong length for hash'],
      line: /hash ['"`](?<short>[^'"`\s]{0,200})['"`] has wrong length for hash (?:type|algorithm) ['"`](?<type>\w{3,10})['"`]/,
    },
    {
      anchors: ['does not include a type', 'should include a type'],
      line: /hash ['"`](?<bare>[^'"`\s]{1,200})['"`] (?:does not include|should include) a type/,
    },
    {
      anchors: ['vendorHash is missing', 'cargoHash', 'npmDepsHash'],
      line: /error: (?<builder>build\w{3,40}):? ?.{0,60}?(?<absent>vendorHash|cargoHash|npmDepsHash).{0,40}(?:is missing|must be set|needs to be set|is required)/,
    },
    {
      anchors: ['empty hash requires explicit hash algorithm'],
      line: /(?<empty>empty hash requires explicit hash algorithm)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: obtaining the hash',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-pkgs-fetchers-updating-source-hashes',
    },
  ],
  explain(evidence): Diagnosis {
    const verify = checkEvaluation(undefined, evidence.context);
    if (evidence.get('empty') !== '') return emptyHash(evidence);
    const absent = evidence.get('absent');
    if (absent !== '')
      return {
        culprit: `${absent} of ${evidence.get('builder')}`,
        facts: { attribute: absent },
        message: `${evidence.get('builder')} was called without ${absent}, and the dependencies cannot be fetched without it.`,
        fixes: [
          nixFix(
            'Leave it open once: Nix stops and says the right hash; write that instead.',
            `${absent} = lib.fakeHash;`,
          ),
          ...(absent === 'vendorHash'
            ? [nixFix('If the source has a vendor folder of its own.', 'vendorHash = null;')]
            : []),
        ],
        verify,
      };
    const hash = evidence.get('sri') || evidence.get('short') || evidence.get('bare');
    // A revision is asked for, and a tag or branch was written.
    const name = evidence.get('type') === 'sha1' && /[^0-9a-f]/.test(hash);
    return {
      culprit: hash === '' ? 'an empty hash' : hash,
      facts: { hash },
      message: name
        ? `${hash} stands where a revision (rev) is wanted, and is the name of a tag or branch: a revision is 40 hexadecimal digits.`
        : `${hash} is no hash of the form that is wanted there: hash = "…" wants it as sha256-… (SRI).`,
      fixes: name
        ? [
            nixFix(
              'Name a tag or branch as ref (in a flake reference: ?ref=refs/tags/NAME, or github:OWNER/REPOSITORY/NAME).',
              `ref = ${nixString(/^tags\//.test(hash) ? `refs/${hash}` : hash)};`,
            ),
          ]
        : [
            shellFix(
              'Write it in that form.',
              /^[0-9a-z]{52}$|^[0-9a-f]{64}$/.test(hash)
                ? `nix hash to-sri --type sha256 ${hash}   # newer Nix: nix hash convert --hash-algo sha256 ${hash}`
                : 'nix hash convert --hash-algo sha256 YOUR_HASH',
              /^[0-9a-z]{52}$|^[0-9a-f]{64}$/.test(hash)
                ? {}
                : { fill: { YOUR_HASH: 'the hash as it stands there, whole' } },
            ),
            advice('Or call the attribute sha256: that takes a hash without a type.'),
          ],
      verify,
    };
  },
};

/** `hash = "";` where nothing says which kind of hash it is: Nix cannot even tell the right one. */
const emptyHash = (evidence: Evidence): Diagnosis => ({
  culprit: 'a hash that is empty',
  message:
    'A fetcher was given an empty hash (hash = "" or sha256 = ""), and nothing says of which kind it is to be.',
  fixes: [
    nixFix(
      'Write the open hash in its place: Nix then downloads it, and says the right one.',
      'hash = lib.fakeHash;   # without lib: "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="',
    ),
    shellFix('See where one is empty.', `grep -rnE --include='*.nix' '(hash|sha256) *= *""' .`),
  ],
  verify: checkEvaluation(undefined, evidence.context),
});
