import { type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { newestOf } from '../../shared/owner.js';
import { newerRevision } from '../../shared/packageOwner.js';
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
      // A store may lie elsewhere.
      line: /(?:hash mismatch in fixed-output derivation|fixed-output derivation produced path) ['"`](?<path>\/[^'"`\s]{1,200}\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}))['"`]/,
    },
    {
      // Cut off at the edge of a window (nom), or told by hand.
      anchors: ['hash mismatch in fixed-output'],
      line: /hash mismatch in fixed-output derivation(?: ['"`]\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s…]{1,211})…|:?$)/,
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
    const whole = evidence.after(
      /expected path: {1,8}\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211})$/,
      8,
    )?.groups?.['name'];
    const name = (
      (evidence.line.text.endsWith('…') ? whole : undefined) ||
      evidence.get('name') ||
      evidence.block.derivation ||
      evidence.get('url')
    ).replace(/\.drv$/, '');
    const url = evidence.get('url') || evidence.after(likely, 3)?.groups?.['url'];
    const subject = subjectOf(name, url, evidence);
    return {
      culprit: `${subject} got ${got}`,
      facts: { derivation: name, specified: wanted, got, url },
      message: isOpen(wanted)
        ? `The hash of ${subject} was left open (lib.fakeHash or zeros), so that Nix tells it: what was downloaded has the hash ${got}.`
        : `${subject === 'a download' ? 'A file' : subject} was downloaded, and its content has the hash ${got}, not the one that is recorded${wanted === undefined ? '' : ` (${wanted})`}: the source changed upstream, or the version was changed without its hash.`,
      fixes: fixesFor(name, got, wanted, url, evidence),
      verify: buildAgain(name),
    };
  },
};

/** `lib.fakeHash`, `lib.fakeSha256`, `lib.fakeSha512`, or zeros by hand. */
const isOpen = (wanted = ''): boolean =>
  /^sha256-A{43}=$|^sha512-A{86}==$|^(?:sha(?:256|512)[:-])?0{52,128}$/.test(wanted);

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

/** Nix 2.28 and newer: the address that the derivation most likely fetches from. */
const likely = /likely URL: (?<url>\S{3,600})/;

/** `source` says nothing: the address does, or what was being fetched. */
function subjectOf(name: string, url: string | undefined, evidence: Evidence): string {
  if (name !== '' && !/^(?:source|archive|download)(?:\.(?:tar\.\w+|zip))?$/.test(name))
    return name;
  const address =
    url ??
    evidence.before(/(?:trying|from) ['"]?(?<url>https?:\/\/[^\s'"]{4,400})/, 12)?.groups?.['url'];
  const forge =
    /(?:github|gitlab|codeberg|sr\.ht)[^/]*\/(?<owner>[\w.~-]{1,80})\/(?<repository>[\w.-]{1,100})(?:\/(?:-\/)?(?:archive|releases\/download)\/(?:refs\/(?:tags|heads)\/)?(?<version>[\w.-]{1,80}?)(?:\/.{1,200}|\.tar\.gz|\.zip)?$)?/.exec(
      address ?? '',
    )?.groups;
  if (forge?.['repository'] !== undefined)
    return [forge['repository'].replace(/\.git$/, ''), forge['version']]
      .filter((part) => part !== undefined)
      .join(' ');
  if (address !== undefined) return address;
  // Named after what cannot be built without it.
  const user = evidence.after(
    /(?:dependenc(?:y|ies) of derivation|Cannot build) ['"`]\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,200}?)\.drv['"`]/,
    12,
  )?.groups?.['name'];
  return user === undefined ? (name === '' ? 'a download' : name) : `${name} of ${user}`;
}

/** The definition that holds the hash, by what the name says was fetched. */
const definitions: readonly (readonly [RegExp, (hash: string) => string])[] = [
  [/-vendor(?:-staging)?(?:\.tar\.gz)?$|cargo-(?:vendor|deps)/, (hash) => `cargoHash = ${hash};`],
  [/-go-modules$/, (hash) => `vendorHash = ${hash};`],
  [
    /pnpm-deps/,
    (hash) =>
      `pnpmDeps = pnpm.fetchDeps {\n  inherit (finalAttrs) pname version src;\n  hash = ${hash};\n};`,
  ],
  [/npm-deps$/, (hash) => `npmDepsHash = ${hash};`],
  [
    /(?:yarn|offline)-?(?:deps|cache)$|yarn-offline/,
    (hash) =>
      `yarnOfflineCache = fetchYarnDeps {\n  yarnLock = src + "/yarn.lock";\n  hash = ${hash};\n};`,
  ],
  [/-deps(?:\.tar)?$|maven-deps|gradle-deps|mix-deps|pub-deps/, (hash) => `hash = ${hash};`],
];

function fixesFor(
  name: string,
  got: string,
  wanted: string | undefined,
  url: string | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const old = !/^sha(?:256|512)-/.test(got);
  const found = definitions.find(([pattern]) => pattern.test(name))?.[1];
  const own = evidence.context.target?.kind === 'own';
  const placeholder = isOpen(wanted);
  const write = nixFix(
    placeholder
      ? 'Write the hash that Nix got. Trust it if the address and the version are what you mean: from then on Nix takes only that content.'
      : own
        ? 'In the file that fetches it, if the new content is what you expect: write the hash that Nix got.'
        : 'If the file that fetches it is yours, and the new content is what you expect: write the hash that Nix got.',
    (found ?? ((hash: string) => `${old ? 'sha256' : 'hash'} = ${hash};`))(nixString(got)),
  );
  const update = shellFix(
    'If it is a package of nixpkgs or of a flake input: do not edit it, but update that input, where the hash is mended (all, if you do not know which).',
    evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
  );
  const look = advice(
    `If nobody should have changed that source (a release, a tag), look at what is served${url === undefined ? '' : ` at ${url}`} before you trust it: a proxy or a login page also gives another hash.`,
    'security',
  );
  const reference =
    evidence.context.target?.kind === 'flake' ? evidence.context.target.reference : undefined;
  if (reference !== undefined && !placeholder)
    return [newestOf(reference, 'The hash stands in'), look];
  // A system is made of other people's packages: their hash is not the person's to change.
  const updated = evidence.context.updatedInputs ?? [];
  if (!placeholder && updated.length > 0)
    return [...newerRevision(evidence, 'input', name), write, look];
  return !placeholder && evidence.context.target?.kind === 'system'
    ? [update, write, look]
    : [write, update, look];
}
