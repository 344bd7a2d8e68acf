import type { DiagnosisFix, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import type { Definition } from '../../shared/optionDefinition.js';

/** A library's module that mixes definitions and config: its author has to mend it. */
export function ofBrokenModule(
  first: Definition | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const file = first?.file ?? 'that module';
  return [
    shellFix(
      `If ${file} comes from an input: its module is broken in this revision, or for this nixpkgs. Update that input; if the newest fails as well, go back to the lock file of before.`,
      evidence.context.flake === false
        ? 'sudo nix-channel --update'
        : 'nix flake update   # or: git restore flake.lock',
    ),
    advice(
      `If it is of your own flake: a module that has config or options keeps all its definitions under config; move the others inside config = { … };`,
    ),
  ];
}
