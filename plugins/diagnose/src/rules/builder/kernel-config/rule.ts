import { nixFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

/** A kernel's configuration asks for what that kernel does not have, or has otherwise. */
export const kernelConfig = ruleOfSayings(
  {
    id: 'build/kernel-config',
    class: 'kernel-config',
    phase: 'build',
    title: 'The kernel does not take its configuration',
    components: ['build', 'boot'],
    confidence: 0.94,
    docs: [
      {
        title: 'NixOS wiki: Linux kernel',
        url: 'https://wiki.nixos.org/wiki/Linux_kernel#Custom_configuration',
      },
    ],
  },
  [
    {
      anchors: ['error: unused option: ', 'error: option not set correctly: '],
      line: /error: (?:unused option: (?<unused>\w{2,60})|option not set correctly: (?<wrong>\w{2,60}) \(wanted '(?<wanted>[^']{0,40})', got '(?<got>[^']{0,40})'\))/,
      explain({ get, block }) {
        const option = get('unused') || get('wrong');
        return {
          culprit: `${option}${block.derivation === undefined ? '' : ` of ${block.derivation}`}`,
          facts: { option, wanted: get('wanted') || undefined, got: get('got') || undefined },
          message:
            get('unused') === ''
              ? `The kernel sets ${option} to ${get('got')}, and ${get('wanted')} is asked for: another option needs it so, or it has only the other values.`
              : `The configuration sets ${option}, which this kernel does not have (any more), or not without another option.`,
          fixes: [
            nixFix(
              `If a file of yours sets ${option} (extraConfig, structuredExtraConfig): correct it there, or let the kernel decide.`,
              `boot.kernelPatches = [\n  {\n    name = "YOUR_NAME";\n    patch = null;\n    structuredExtraConfig.${option} = lib.mkForce (lib.kernel.option lib.kernel.no);\n  }\n];`,
              { risk: 'restart', fill: { YOUR_NAME: 'any name' } },
            ),
            nixFix(
              'If it is a kernel of your own, beside the usual configuration of nixpkgs: let it leave such options out.',
              'pkgs.linuxKernel.kernels.linux_default.override { ignoreConfigErrors = true; }',
            ),
          ],
          verify: buildAgain(block.derivation),
        };
      },
    },
  ],
);
