import type { Diagnosis, Evidence } from '@nixai/api';
import { ofPackage } from '../../shared/languages.js';
import { nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** The fetcher of nixpkgs that cargoHash stands for takes only crates of a registry; what it was given is none. */
export function notForFetcher(evidence: Evidence): Diagnosis | undefined {
  const git = evidence.get('gitDependencies') !== '';
  const none = evidence.before(/There is no dependency to vendor/, 8) !== undefined;
  if (!git && !none) return undefined;
  const package_ = evidence.block.derivation;
  const locked = 'cargoLock.lockFile = ./Cargo.lock;';
  return {
    culprit: `${git ? 'crates from Git' : 'no crates to vendor'}${package_ === undefined ? '' : ` in ${package_}`}`,
    facts: { derivation: package_ },
    message: git
      ? `The Cargo.lock${ofPackage(package_)} names crates from Git repositories, and the fetcher behind cargoHash takes only those of a registry.`
      : `The project${ofPackage(package_)} depends on no crate of a registry, and the script that orders what was vendored (cargo-vendor-normalise) cannot do with nothing.`,
    fixes: [
      nixFix(
        `Let the lock file say what is fetched, in place of cargoHash${git ? ', with a hash for each crate from Git' : ''}.`,
        git
          ? 'cargoLock = {\n  lockFile = ./Cargo.lock;\n  outputHashes."YOUR_CRATE" = lib.fakeHash;\n};'
          : locked,
        git ? { fill: { YOUR_CRATE: 'name and version of a crate from Git, as toml-0.1.0' } } : {},
      ),
    ],
    verify: buildAgain(package_),
  };
}
