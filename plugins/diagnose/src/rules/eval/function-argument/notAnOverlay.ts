import { placeName, type Diagnosis, type Evidence } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** `nix flake check` wants overlays whose arguments are called final and prev. */
export function notAnOverlay(argument: string, evidence: Evidence): Diagnosis {
  const at = evidence.frame();
  const file = evidence.after(
    /overlays?(?:\.[\w-]{1,60})? = import (?<is>\.{1,2}\/[\w./-]{1,120})/,
    24,
  )?.groups?.['is'];
  const bySystem = evidence.after(/\$\{key\} = \(attrs\.\$\{key\}/, 24) !== undefined;
  return {
    culprit: `overlay${at === undefined ? '' : ` at ${placeName(at)}`}`,
    at,
    facts: { argument },
    message: bySystem
      ? 'The overlay stands among what is made for each system (eachSystem, eachDefaultSystem), so that it became a set of systems: an overlay has no system.'
      : `What the flake calls an overlay is no function of final and prev: the check asks for these two names, and there is none called ${argument}.`,
    fixes: bySystem
      ? [
          nixFix(
            'Put it beside what is made for each system.',
            'flake-utils.lib.eachDefaultSystem (system: YOUR_OUTPUTS) // {\n  overlays.default = final: prev: { };\n}',
            { fill: { YOUR_OUTPUTS: 'what stands there now, without the overlay' } },
          ),
        ]
      : byOwner(
          evidence,
          at,
          [
            nixFix(
              'Give it these two arguments, in this order.',
              `overlays.default = final: prev: ${file === undefined ? 'YOUR_OVERLAY' : `import ${file}`} final prev;`,
              file === undefined ? { fill: { YOUR_OVERLAY: 'what stands there now' } } : {},
            ),
            advice(
              'Otherwise leave it: only the check asks for these names, and what uses the overlay works.',
            ),
          ],
          'own first',
        ),
    verify: checkEvaluation(at, evidence.context),
  };
}
