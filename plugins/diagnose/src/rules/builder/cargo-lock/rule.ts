import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { ofPackage } from '../../shared/languages.js';

export const cargoLock: DiagnosisRule = {
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
      line: /(?:ERROR: |error: )(?:Missing Cargo\.lock|The Cargo\.lock.{0,40}missing|.{0,40}Cargo\.lock.{0,20}(?:not found|does not exist|No such file)|No Cargo\.lock)|Missing Cargo\.lock from src/,
    },
    {
      anchors: ['found duplicate version of package'],
      line: /found duplicate version of package [`'"](?<crate>[\w.-]{1,100})(?: v(?<version>[\w.+-]{1,40}))?[`'"] vendored from two sources/,
    },
    {
      anchors: ['No hash was found while vendoring'],
      line: /No hash was found while vendoring the git dependency (?<crate>[\w.+-]{1,120})/,
    },
  ],
  docs: [{ title: 'Nixpkgs manual: Rust', url: 'https://nixos.org/manual/nixpkgs/stable/#rust' }],
  explain(evidence) {
    const crate = evidence.get('crate');
    const vendored =
      /Cargo\.lock is not the same in (?:\/nix\/store\/[0-9a-z]{32}-)?(?<name>[\w+.-]{1,200}?)(?:-vendor|-deps)?(?:\.tar\.gz|-vendor)?$/;
    const package_ =
      evidence.block.derivation ??
      (vendored.exec(evidence.line.text) ?? evidence.after(vendored, 6))?.groups?.['name'];
    const old = evidence.all(/cargoSha256/)[0] !== undefined;
    const field = old ? 'cargoSha256' : 'cargoHash';
    const missing =
      /Missing|missing|not found|does not exist|No such/.test(evidence.line.text) && crate === '';
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
      message: missing
        ? `There is no Cargo.lock in the source${ofPackage(package_)}: nothing says which crates belong to it.`
        : `The vendored crates${ofPackage(package_)} are not those of its Cargo.lock${crate === '' ? '' : ` (${crate} is missing)`}: Cargo.lock or the version changed, and ${field} is still the old one, or Cargo.lock itself is not in step with Cargo.toml.`,
      fixes: [
        nixFix(
          `Have the vendored set fetched again: an empty hash makes Nix say the right one. (If it is still the old set, its name and hash are cached: change the hash, not only the version.)`,
          `${field} = lib.fakeHash;   # build, then paste the hash that it got`,
        ),
        shellFix(
          'If Cargo.lock is behind Cargo.toml, update and commit it.',
          'cargo generate-lockfile   # or: cargo update --workspace',
        ),
        nixFix(
          'Or read the crates from the lock file; git dependencies need outputHashes.',
          'cargoLock = { lockFile = ./Cargo.lock; outputHashes = { "name-0.1.0" = lib.fakeHash; }; };',
        ),
        ...(missing
          ? [
              nixFix(
                'Add a lock file in postPatch.',
                "postPatch = ''ln -s ${./Cargo.lock} Cargo.lock'';",
              ),
            ]
          : []),
      ],
      verify: buildAgain(package_),
    };
  },
};
