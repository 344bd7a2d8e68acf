import type { DiagnosisFix, Evidence } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';

/** Modules define values; only a set of functions (the lib of an input) has functions side by side with sets. */
export const isLibrary = (evidence: Evidence): boolean =>
  /^\s*\{$/.test(evidence.below(2)[1] ?? '') &&
  evidence.below(8).filter((text) => / = <function/.test(text)).length > 1;

export const libraryAmongModules = (file: string | undefined): readonly DiagnosisFix[] => [
  nixFix(
    `Among the modules${file === undefined ? '' : ` (modules = [ … ] or imports, in ${file})`} stands the library of an input (INPUT.lib), or the input itself: name its module there. (The library goes by specialArgs.)`,
    'inputs.YOUR_INPUT.nixosModules.default',
    { fill: { YOUR_INPUT: 'the input' } },
  ),
];
