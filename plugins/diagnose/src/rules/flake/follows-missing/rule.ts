import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { inputName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { attributeOf } from '../../shared/owner.js';

/** `follows` names an input that the other flake does not have (any more). */
export const followsMissing: DiagnosisRule = {
  id: 'flake/follows-missing',
  class: 'flake-follows-missing',
  phase: 'flake',
  title: 'follows names an input that is not there',
  components: ['flakes'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['follows a non-existent input'],
      line: /input ['"`](?<input>[\w./-]{1,120})['"`] follows a non-existent input ['"`](?<target>[\w./-]{1,160})['"`]/,
    },
    {
      anchors: ['has an override for a non-existent input'],
      line: /input ['"`](?<input>[\w./-]{1,120})['"`] has an override for a non-existent input ['"`](?<target>[\w./-]{1,160})['"`]/,
    },
    {
      anchors: ['invalid flake input path element'],
      line: /invalid flake input path element ['"`](?<address>[^'"`\s]{1,200})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake inputs',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-inputs',
    },
  ],
  explain(evidence) {
    if (evidence.get('address') !== '') return addressFollowed(evidence.get('address'));
    const input = evidence.get('input');
    const target = evidence.get('target');
    // Of an override Nix only warns.
    const override = evidence.line.text.includes('has an override');
    const [of = target, ...inner] = target.split('/');
    const path = attributeOf(input);
    const named = inputName(of);
    return {
      culprit: `${input} follows ${target}`,
      facts: { input, target },
      message: override
        ? `flake.nix overrides ${target} of ${input}, and that flake has no input of that name (any more); Nix goes on without it.`
        : `flake.nix lets ${input} follow ${target}, and ${inner.length === 0 ? 'there is no input of that name' : `${of} has no input ${inner.join('/')} (any more, or under another name)`}.`,
      fixes: override
        ? [
            advice(
              `Take the line inputs.${path}.inputs.${target} out of flake.nix, or write what the input is called now (nix flake metadata lists them).`,
            ),
          ]
        : [
            advice(
              `Take that follows out of flake.nix (inputs.${path}.follows = "${target}";), or write what ${inner.length === 0 ? 'the input' : `${of} calls its input now`}: nix flake metadata lists them.`,
            ),
            ...(named === undefined || inner.length === 0
              ? []
              : [
                  shellFix(
                    `If a newer ${of} has it (or the lock file is of an older one): update that input.`,
                    `nix flake update ${named}   # before Nix 2.19: nix flake lock --update-input ${named}`,
                  ),
                ]),
            nixFix('Or give it an address of its own.', `inputs.${path}.url = "YOUR_URL";`, {
              fill: { YOUR_URL: 'where that flake is: github:OWNER/REPOSITORY' },
            }),
          ],
      verify: ['nix flake metadata'],
      confidence: override ? 0.6 : undefined,
    };
  },
};

/** `follows` takes the name of an input, and was given the address of a flake. */
function addressFollowed(address: string): Diagnosis {
  return {
    culprit: `follows = "${address}…"`,
    facts: { address },
    message: `An input of flake.nix follows ${address}…, which is the address of a flake: follows takes the name of another input.`,
    fixes: [
      nixFix(
        'Name the input that it shall be the same as; an address belongs into url.',
        'inputs.YOUR_INPUT.inputs.nixpkgs.follows = "nixpkgs";',
        { fill: { YOUR_INPUT: 'the input that has follows: grep -n follows flake.nix' } },
      ),
    ],
    verify: ['nix flake metadata'],
  };
}
