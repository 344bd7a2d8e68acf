import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { ofPackage } from '../../shared/languages.js';
import { inPackage } from '../../shared/packageOwner.js';
import { notForFetcher } from './fetcher.js';

export const cargoLock: DiagnosisRule = inPackage({
  id: 'build/cargo-lock',
  class: 'cargo-lock-stale',
  phase: 'build',
  title: 'Cargo.lock or cargoHash is out of date',
  components: ['build', 'rust'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is out of date', 'cargoHash', 'cargoSha256'],
      line: /ERROR: (?<field>cargoHash|cargoSha256|cargo(?:Deps|Hash)?) (?:or cargoSha256 )?is out of date/,
    },
    {
      anchors: [
        'Cargo.lock is not the same',
        'Cargo.lock is not in sync',
        'Validating consistency between',
      ],
      line: /Cargo\.lock is not the same in|Cargo\.lock is not in sync/,
    },
    {
      anchors: [
        'needs to be updated but --locked',
        'needs to be updated but --frozen',
        'cannot update the lock file',
        'but --locked was passed',
        'because --locked was passed',
      ],
      line: /(?:the )?lock file (?<lock>\S{0,200}) ?needs to be updated but --(?:locked|frozen)|cannot (?:update|create) the lock file (?<file>\S{1,200}) because --(?:locked|frozen)/,
    },
    {
      anchors: [
        'no matching package named',
        'no matching package found',
        'failed to select a version for',
      ],
      line: /(?:no matching package named|failed to select a version for(?: the requirement)?|no matching package found.{0,40}) ['"`](?<crate>[\w.-]{1,100})/,
    },
    {
      anchors: ['Cargo.lock'],
      line: /(?:ERROR: |error: )(?:The Cargo\.lock file doesn't exist|Missing Cargo\.lock|The Cargo\.lock.{0,40}missing|.{0,40}Cargo\.lock.{0,20}(?:not found|does not exist|No such file)|No Cargo\.lock)|Missing Cargo\.lock from src/,
    },
    {
      anchors: ['lock file version'],
      line: /lock file version [`'"]?(?<version>\d)[`'"]? (?:was found|requires|is not supported|but this version)|(?<unsupported>failed to parse lock file)/,
    },
    {
      anchors: ['found duplicate version of package'],
      line: /found duplicate version of package [`'"](?<twice>[\w.-]{1,100})(?: v(?<version>[\w.+-]{1,40}))?[`'"] vendored from two sources/,
    },
    {
      anchors: ['requires a lock file to be present first'],
      line: /the source (?<unlocked>\S{3,200}) requires a lock file to be present first/,
    },
    {
      anchors: ['No hash was found while vendoring'],
      line: /No hash was found while vendoring the git dependency (?<git>[\w.+-]{1,110}\w)/,
    },
    {
      anchors: ['contains git dependencies'],
      line: /ERROR: The Cargo\.lock contains (?<gitDependencies>git) dependencies/,
    },
    {
      anchors: ['cargo-vendor-normalise'],
      line: /File ".{0,120}cargo-vendor-normalise.{0,60}", line \d/,
    },
  ],
  docs: [{ title: 'Nixpkgs manual: Rust', url: 'https://nixos.org/manual/nixpkgs/stable/#rust' }],
  explain(evidence) {
    if (/cargo-vendor-normalise|contains git dependencies/.test(evidence.line.text))
      return notForFetcher(evidence);
    if (evidence.get('git') !== '') return hashOfGitCrate(evidence.get('git'), evidence);
    if (evidence.get('twice') !== '') return sameCrateTwice(evidence);
    if (evidence.get('unlocked') !== '') return noLock(evidence.get('unlocked'), evidence);
    const crate = evidence.get('crate');
    const vendored =
      /Cargo\.lock is not the same in (?:\/nix\/store\/[0-9a-z]{32}-)?(?<name>[\w+.-]{1,200}?)(?:-vendor|-deps)?(?:\.tar\.gz|-vendor)?$/;
    const package_ =
      evidence.block.derivation ??
      (vendored.exec(evidence.line.text) ?? evidence.after(vendored, 6))?.groups?.['name'];
    const old = evidence.all(/cargoSha256/)[0] !== undefined;
    const field = old ? 'cargoSha256' : 'cargoHash';
    const missing =
      /Missing|missing|not found|does not exist|doesn't exist|No such/.test(evidence.line.text) &&
      crate === '';
    const format = /lock file version/.test(evidence.line.text);
    // Cargo outside of Nix has other reasons not to find a version.
    if (
      crate !== '' &&
      package_ === undefined &&
      !/vendored/.test(evidence.line.text) &&
      evidence.all(/vendor|offline|cargoSetup|\/nix\/store/)[0] === undefined
    )
      return undefined;
    return {
      culprit: [
        crate === '' ? field : crate,
        package_ && `of ${package_}`,
        crate === '' ? '(Cargo.lock)' : '',
      ]
        .filter((part) => part)
        .join(' '),
      facts: { crate: crate || undefined, field, derivation: package_ },
      message: format
        ? `Cargo.lock${ofPackage(package_)} is of format ${evidence.get('version') || '4'}, which the Cargo of this nixpkgs does not read yet: Rust there is older than the one that wrote it (format 4 needs Rust 1.78).`
        : missing
          ? `There is no Cargo.lock in the source${ofPackage(package_)}: nothing says which crates belong to it.`
          : `The vendored crates${ofPackage(package_)} are not those of its Cargo.lock${crate === '' ? '' : ` (${crate} is missing)`}: Cargo.lock or the version changed, and ${field} is still the old one, or Cargo.lock itself is not in step with Cargo.toml.`,
      fixes: fixesFor(field, missing, format, evidence),
      verify: buildAgain(package_),
    };
  },
});

function fixesFor(
  field: string,
  missing: boolean,
  format: boolean,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const anew = nixFix(
    'Have the crates fetched anew: with this hash Nix stops and says the right one; write that. (Change the hash, not only the version: the old set is cached under it.)',
    `${field} = lib.fakeHash;`,
  );
  const lock = shellFix(
    'If the source is yours: write Cargo.lock, and commit it (a flake sees only what Git tracks).',
    'cargo generate-lockfile && git add Cargo.lock',
  );
  const own = nixFix(
    'If upstream has none: put one beside your package file, and use that (git dependencies need outputHashes as well).',
    "cargoLock.lockFile = ./Cargo.lock;\npostPatch = ''\n  ln -s ${./Cargo.lock} Cargo.lock\n'';",
  );
  if (format)
    return [
      evidence.context.flake === false
        ? shellFix('Take a newer nixpkgs, with a newer Rust.', 'sudo nix-channel --update')
        : shellFix('Take a newer nixpkgs, with a newer Rust.', 'nix flake update nixpkgs'),
      advice(
        'Or have the lock file written in the older format: rust-version = "1.77" in Cargo.toml, then cargo generate-lockfile; or set version = 3 in Cargo.lock.',
      ),
    ];
  if (missing) return [lock, own];
  const stale = /--(?:locked|frozen)/.test(evidence.line.text);
  const update = shellFix(
    'Bring Cargo.lock in step with Cargo.toml, and commit it.',
    'cargo update --workspace',
  );
  const read = nixFix(
    'Or have the crates read from the lock file (git dependencies need outputHashes).',
    'cargoLock.lockFile = ./Cargo.lock;',
  );
  return stale ? [update, anew, read] : [anew, update, read];
}

/** Cargo.lock has no hash for what comes from Git: whoever packages it says it. */
function hashOfGitCrate(crate: string, evidence: Evidence): Diagnosis {
  const package_ = evidence.block.derivation;
  return {
    culprit: `${crate} (cargoLock.outputHashes)`,
    facts: { crate, derivation: package_ },
    message: `Cargo.lock takes ${crate} from Git, and so has no hash for it: the package${ofPackage(package_)} has to say it in outputHashes.`,
    fixes: [
      nixFix(
        'If the package is yours: with this hash Nix stops and says the right one; write that.',
        `cargoLock = {\n  lockFile = ./Cargo.lock;\n  outputHashes.${nixString(crate)} = lib.fakeHash;\n};`,
      ),
      nixFix(
        'Or have all crates fetched under one hash, which needs none for each.',
        'cargoHash = lib.fakeHash;',
      ),
      shellFix(
        'If it is the package of an input, its authors forgot it: update that input (or pin the revision before).',
        'nix flake update',
        { holds: { flake: true } },
      ),
    ],
    verify: buildAgain(package_),
  };
}

/** cargo vendor puts one crate of one version into one folder, wherever it comes from. */
function sameCrateTwice(evidence: Evidence): Diagnosis {
  const version = evidence.get('version');
  const crate = `${evidence.get('twice')}${version === '' ? '' : ` v${version}`}`;
  const package_ = evidence.block.derivation;
  const sources = evidence
    .below(6)
    .map((text) => /source \d: (?<is>\S.{0,200})/.exec(text)?.groups?.['is'] ?? '')
    .filter((text) => text !== '');
  return {
    culprit: `${crate} from two sources`,
    facts: { crate, derivation: package_, sources: sources.join(', ') || undefined },
    message: `Cargo.lock has ${crate} twice, of the same version and from two sources${sources.length === 0 ? '' : ` (${sources.join(' and ')})`}: cargo vendor cannot keep both.`,
    fixes: [
      advice(
        'If the source is yours: let all dependencies take the crate from one place and revision ([patch] in Cargo.toml), and write Cargo.lock anew. If it is not, that is for upstream: tell them, or add a patch that does it (cargoPatches).',
      ),
      shellFix(
        'A newer nixpkgs may help: its fetchCargoVendor keeps each source in a folder of its own.',
        evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update nixpkgs',
      ),
    ],
    verify: buildAgain(package_),
  };
}

/** Crates of Git can be vendored only by what Cargo.lock says of them, and it is not in the source. */
function noLock(source: string, { block }: Evidence): Diagnosis {
  return {
    culprit: `${source}${ofPackage(block.derivation)} (no Cargo.lock)`,
    facts: { source, derivation: block.derivation },
    message: `Cargo finds no Cargo.lock in the source${ofPackage(block.derivation)}, and without one the crate of ${source} cannot be taken from what was vendored.`,
    fixes: [
      shellFix(
        'If the source is yours: make Cargo.lock, and let Git track it (a workspace has it in its root).',
        'cargo generate-lockfile && git add Cargo.lock',
      ),
      nixFix(
        'If the builder is given a folder or a part of the source only: give it the lock file by name.',
        'cargoLock = { lockFile = ./Cargo.lock; allowBuiltinFetchGit = true; };',
      ),
    ],
    verify: buildAgain(block.derivation),
  };
}
