import type { Diagnosis, Evidence } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { moduleFile } from '../../shared/optionDefinition.js';
import { checkEvaluation } from '../../shared/verify.js';

/** One module says null, which takes the option away, and another a value. */
export function nullAndNot(evidence: Evidence): Diagnosis {
  const option = evidence.get('maybe');
  const files = [evidence.get('one'), evidence.get('two')].map(moduleFile);
  const ofPackages = /^(?:home-manager\.users\.\S{1,60}\.)?nixpkgs\.(?:overlays|config)$/.test(
    option,
  );
  return {
    culprit: option,
    facts: { option, files: files.join(', ') },
    message: ofPackages
      ? `home-manager.useGlobalPkgs gives Home Manager the packages of the machine, and with that ${option} is null in it; a module of the home sets it all the same.`
      : `One module sets ${option} to null (${files.join(', ')}), another to a value: one of them has to go.`,
    fixes: ofPackages
      ? [
          nixFix(
            'If a file of your home sets it: set it in the configuration of the machine instead.',
            option.endsWith('config')
              ? 'nixpkgs.config.allowUnfree = true;'
              : 'nixpkgs.overlays = [ inputs.YOUR_INPUT.overlays.default ];',
            option.endsWith('config')
              ? {}
              : { fill: { YOUR_INPUT: 'the input whose overlay it is' } },
          ),
          advice(
            'If none does: a module of an input sets it (that of a program with an overlay of its own). Switch that off there (an option as overlay.enable = false), apply the overlay on the machine, or go back to the revision of before.',
          ),
        ]
      : [
          advice(
            'If one of the two files is yours: take its definition away, or give it priority (lib.mkForce).',
          ),
          advice(
            'If neither is: the inputs that they come from do not fit; update both, or leave one module out.',
          ),
        ],
    options: [option],
    verify: checkEvaluation(undefined, evidence.context),
  };
}
