import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { patterns, builder, hostIn } from '../../shared/nameResolution.js';

/** A build step wants the network, which the sandbox does not give it. */
export const sandboxNetwork: DiagnosisRule = {
  id: 'build/sandbox-network',
  class: 'sandbox-network',
  phase: 'build',
  title: 'Build needs the network',
  components: ['build', 'networking', 'security'],
  confidence: 0.9,
  patterns,
  docs: [
    {
      title: 'nix.conf: sandbox',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-sandbox',
    },
  ],
  explain(evidence) {
    const building = builder(evidence);
    if (building === undefined || building.fetches) return undefined;
    // A test that wants the network is left out; its rule says how.
    if (
      evidence.all(/test result: FAILED|--- FAIL: |^FAILED \S+::|short test summary/)[0] !==
      undefined
    )
      return undefined;
    // setuptools looks there for what the package asks for: that is to be given to the build.
    if (evidence.all(/No local packages or working download links found for /)[0] !== undefined)
      return undefined;
    const name = hostIn(evidence);
    return {
      culprit: `${name === '' ? 'the network' : name} in the build of ${building.name}`,
      facts: { host: name || undefined, derivation: building.name },
      message: `The build of ${building.name} wants to reach ${name === '' ? 'the network' : name}, and builds have no network: only a fetch whose hash is known before (a fixed-output derivation) has.`,
      fixes: [
        advice(
          'Fetch it beforehand, and give it to the build as a source (fetchurl, fetchgit, fetchFromGitHub, with their hash). For dependencies of a language, use its builder: buildNpmPackage (npmDepsHash), buildRustPackage (cargoHash), buildGoModule (vendorHash), fetchYarnDeps, fetchPypi; set its offline flag, and drop `git clone`, `pip install`, `npm install`, `curl` from the build script. For CMake set FETCHCONTENT_SOURCE_DIR_<name>.',
        ),
        shellFix(
          'Only to see whether that is all that is missing: build without the sandbox (as a trusted user).',
          'nix build --option sandbox false',
          'security',
        ),
      ],
      verify: buildAgain(building.name),
    };
  },
};
