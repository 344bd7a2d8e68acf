import type { Diagnosis, Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A library of macOS is linked that the build does not have, or looks for outside of the store. */
export function framework(evidence: Evidence): Diagnosis {
  const inSystem = evidence.get('system');
  const name = packageName(evidence.get('framework') || inSystem) ?? 'YOUR_FRAMEWORK';
  const package_ = evidence.block.derivation;
  const culprit = `${name}.framework${package_ === undefined ? '' : ` in ${package_}`}`;
  const facts = { framework: name, derivation: package_ };
  if (inSystem !== '')
    return {
      culprit,
      facts,
      message: `The build links ${name} by its path in /System/Library: a sandboxed build does not see it, and since macOS 11 no file lies there at all. Packages of an older nixpkgs did so.`,
      fixes: [
        shellFix(
          'If this nixpkgs is of before 2021: take a newer one, whose frameworks lie in the store.',
          evidence.context.flake === true ? 'nix flake update nixpkgs' : 'nix-channel --update',
        ),
        advice(
          'If you stay on it, and macOS is older than 11: switch the sandbox off (sandbox = false in /etc/nix/nix.conf, and start the daemon anew).',
          'security',
        ),
      ],
      verify: ['nix show-config | grep sandbox'],
    };
  return {
    culprit,
    facts,
    message: `The linker looks for the framework ${name} of macOS, and it is not among what the build (or the shell) has.`,
    fixes: [
      nixFix(
        'Add the SDK, which has all frameworks (before nixpkgs 24.11 each by itself: darwin.apple_sdk.frameworks.NAME).',
        `buildInputs = pkgs.lib.optionals pkgs.stdenv.hostPlatform.isDarwin [ pkgs.apple-sdk ];   # before: pkgs.darwin.apple_sdk.frameworks.${name}`,
      ),
      advice(
        'For cargo, go or swift outside of a build: run them in a shell that has it (mkShell with the same buildInputs), not with the compiler of a profile.',
      ),
    ],
    verify: buildAgain(package_),
  };
}
