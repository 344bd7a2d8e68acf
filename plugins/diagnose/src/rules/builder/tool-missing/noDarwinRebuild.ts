import type { Diagnosis } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** nh before 4.3 activates by the darwin-rebuild of the new system, which a configuration may leave out. */
export const noDarwinRebuild: Diagnosis = {
  culprit: 'darwin-rebuild in the new system',
  facts: { program: 'darwin-rebuild' },
  message:
    'nh has built the system, and calls the darwin-rebuild that is part of it; this configuration leaves it out (system.tools.darwin-rebuild.enable = false, or all of system.tools).',
  fixes: [
    nixFix('Let the system have it.', 'system.tools.darwin-rebuild.enable = true;'),
    shellFix(
      'Or put the system in place without it, this time (with your own --flake).',
      'sudo nix run nix-darwin/master#darwin-rebuild -- switch --flake .',
    ),
  ],
  verify: ['ls /run/current-system/sw/bin/darwin-rebuild'],
};
