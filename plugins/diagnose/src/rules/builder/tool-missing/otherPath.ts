import type { Diagnosis, Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** make reads `$CC` as `$C` and a C: what is called is a letter of the variable's name. */
export function unexpanded(tool: string, evidence: Evidence): Diagnosis {
  const package_ = evidence.block.derivation;
  return {
    culprit: `${tool} (a variable that was not expanded)`,
    facts: { program: tool, derivation: package_ },
    message: `What is called ${tool} is the rest of a variable's name: a flag passes $${tool}… to make with its dollar sign, and make takes one letter for the name.`,
    fixes: [
      nixFix(
        'If the package is yours: let the shell expand it, or name the program.',
        'makeFlags = [ "CC=${stdenv.cc.targetPrefix}cc" ];',
      ),
    ],
    verify: buildAgain(package_),
  };
}

/** nixos-install runs in the new system, with the PATH of the one that it was called in. */
export function inTarget(tool: string): Diagnosis {
  return {
    culprit: `${tool} in the system that is installed`,
    facts: { program: tool },
    message: `${tool} is called inside the system that is being installed, with the PATH of the system that installs it, which has no folder where NixOS keeps its programs.`,
    fixes: [
      shellFix(
        'Run it with the folder of NixOS in PATH (with your own options).',
        'sudo PATH="$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/system/sw/bin" nixos-install --root /mnt',
        { holds: { platforms: ['linux', 'nixos', 'unknown'] } },
      ),
    ],
    verify: ['echo "$PATH"'],
  };
}
