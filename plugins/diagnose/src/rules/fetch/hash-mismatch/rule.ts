import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

const hash = String.raw`(?:sha(?:1|256|512)[:-])?[\w+/=]{32,128}`;

/** A download has other content than its recorded hash says. */
export const hashMismatch: DiagnosisRule = {
  id: 'fetch/hash-mismatch',
  class: 'fod-hash-mismatch',
  phase: 'fetch',
  title: 'Hash of a download differs',
  components: ['fetch', 'build'],
  confidence: 0.95,
  yieldsTo: ['cargo-lock-stale', 'lock-narhash-mismatch'],
  patterns: [
    {
      anchors: ['hash mismatch in fixed-output', 'produced path '],
      line: /(?:hash mismatch in fixed-output derivation|fixed-output derivation produced path) ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}))['"`]/,
    },
    {
      anchors: ['output path '],
      line: /output path ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}))['"`] (?:has|should have) \S{1,20} hash/,
    },
    {
      anchors: ['hash mismatch in file downloaded'],
      line: /hash mismatch in file downloaded from ['"`](?<url>[^'"`\s]{1,600})['"`]/,
    },
    {
      anchors: ['specified: '],
      line: new RegExp(`^\\s*specified: {1,8}(?<specified>${hash})$`),
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: updating source hashes',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-pkgs-fetchers-updating-source-hashes',
    },
  ],
  explain(evidence) {
    // The pair of hashes alone, where its heading is not in the log.
    if (
      evidence.get('specified') !== '' &&
      evidence.before(/hash mismatch|produced path/, 3) !== undefined
    )
      return undefined;
    const got = gotHash(evidence);
    if (got === undefined) return undefined;
    const wanted =
      evidence.get('specified') ||
      evidence.after(new RegExp(`(?:specified|wanted|expected):? {1,8}(?<is>${hash})`), 6)
        ?.groups?.['is'];
    const name = (evidence.get('name') || evidence.block.derivation || evidence.get('url')).replace(
      /\.drv$/,
      '',
    );
    const subject = name === '' ? 'a download' : name;
    return {
      culprit: `${subject} got ${got}`,
      facts: { derivation: name, specified: wanted, got, url: evidence.get('url') || undefined },
      message: `${subject} was downloaded, and its content has the hash ${got}, not the one that is recorded${wanted === undefined ? '' : ` (${wanted})`}: the source changed upstream, or the version was changed without its hash.`,
      fixes: fixesFor(subject, got),
      verify: buildAgain(name),
    };
  },
};

function gotHash(evidence: Evidence): string | undefined {
  const below = new RegExp(`(?:got|actual):? {1,12}['"\`]?(?<is>${hash})`);
  const inLine = new RegExp(`(?:instead of|when|got) ['"\`]?(?<is>${hash})`);
  const old = new RegExp(`hash ['"\`]?(?<is>${hash})['"\`]? (?:when|instead)`);
  // Nix up to 1.10: "should have … hash 'wanted', instead has 'got'".
  const oldest = new RegExp(`instead has ['"\`]?(?<is>${hash})`);
  return (
    oldest.exec(evidence.line.text) ??
    old.exec(evidence.line.text) ??
    evidence.after(below, 6) ??
    inLine.exec(evidence.line.text)
  )?.groups?.['is'];
}

/** The attribute that holds the hash, by what the name says was fetched. */
const attributes: readonly (readonly [RegExp, string])[] = [
  [/-vendor(?:-staging)?(?:\.tar\.gz)?$|cargo-(?:vendor|deps)/, 'cargoHash'],
  [/-go-modules$/, 'vendorHash'],
  [/npm-deps$/, 'npmDepsHash'],
  [/pnpm-deps$/, 'pnpmDeps.hash'],
  [/(?:yarn|offline)-?(?:deps|cache)$/, 'hash of fetchYarnDeps'],
];

function fixesFor(name: string, got: string): DiagnosisFix[] {
  const attribute = attributes.find(([pattern]) => pattern.test(name))?.[1];
  const old = !got.startsWith('sha256-') && !got.startsWith('sha512-');
  return [
    nixFix(
      `If the package is yours and the new content is what you expect: write the got hash${attribute === undefined ? '' : ` as ${attribute}`}.`,
      `${attribute?.split(' ')[0] ?? (old ? 'sha256' : 'hash')} = "${got}";`,
    ),
    advice(
      'If it is a package of nixpkgs or of a flake input: update the input (nix flake update, nix-channel --update); the pinned hash is mended upstream, or the lock file was changed for a release without its hash. Until then use an earlier revision, or override the hash.',
    ),
    advice(
      'If nobody should have changed that source (a release, a tag), look at what is served before you trust it: a proxy or a login page also gives another hash.',
      'security',
    ),
  ];
}
