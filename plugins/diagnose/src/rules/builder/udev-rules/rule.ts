import type { DiagnosisRule } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** NixOS checks that what its udev rules run is there. */
export const udevRules: DiagnosisRule = {
  id: 'build/udev-rules',
  class: 'udev-program-missing',
  phase: 'build',
  title: 'udev rules call a program that is not there',
  components: ['build', 'udev'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is called in udev rules but'],
      line: /(?<program>\S{1,240}) is called in udev rules but (?<why>.{3,80})/,
    },
  ],
  docs: [
    {
      title: 'NixOS option services.udev.extraRules',
      url: 'https://search.nixos.org/options?show=services.udev.extraRules',
    },
  ],
  explain(evidence) {
    const program = evidence.get('program');
    const name = program.split('/').at(-1) ?? program;
    const attribute = packageName(name) ?? 'YOUR_PACKAGE';
    return {
      culprit: `${program} (in udev rules)`,
      facts: { program, reason: evidence.get('why') },
      message: `A udev rule runs ${program}, and it is ${evidence.get('why').replace(/^is /, '')}: udev has no PATH, and takes only programs of the store that the rule names in full.`,
      fixes: [
        nixFix(
          `Name it in full in services.udev.extraRules (or in the package of rules that has it): RUN+="…".`,
          `"\${pkgs.${attribute}}/bin/${name}"`,
          {
            fill:
              attribute === 'YOUR_PACKAGE' ? { YOUR_PACKAGE: `the package that has ${name}` } : {},
          },
        ),
        advice(
          'If the rules are of a package in services.udev.packages: substitute the path in an override (postPatch, substituteInPlace), or update it.',
        ),
      ],
      verify: buildAgain('udev-rules'),
    };
  },
};
