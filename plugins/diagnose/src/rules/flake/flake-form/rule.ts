import { placeName, type DiagnosisFix, type Evidence, type SourcePosition } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { byOwner, inputInTrace } from '../../shared/owner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const check = ['nix flake metadata'];

/** Where in flake.nix it is, as Nix says it at the end of the line. */
function placeOf({ line }: Evidence): SourcePosition | undefined {
  const groups =
    /,? at (?:«[^»]{1,200}»\/?)?(?<file>[^\s«»:]{1,300}flake\.nix):(?<line>\d{1,6}):(?<column>\d{1,5})/.exec(
      line.text,
    )?.groups;
  if (groups?.['file'] === undefined) return undefined;
  return {
    file: groups['file'].replace(/^\/nix\/store\/[0-9a-z]{32}-source\//, ''),
    line: Number(groups['line']),
    column: Number(groups['column']),
  };
}

const where = (at: SourcePosition | undefined): string =>
  at === undefined ? 'flake.nix' : placeName(at);

/** The person's own flake.nix, or that of an input that Nix was at. */
function ofFlake(
  evidence: Evidence,
  at: SourcePosition | undefined,
  own: readonly DiagnosisFix[],
): readonly DiagnosisFix[] {
  const input = inputInTrace(evidence)?.own;
  if (input !== undefined)
    return [
      shellFix(
        `That is the flake.nix of the input ${input}: take another revision of it, or another flake.`,
        `nix flake update ${input}   # before Nix 2.19: nix flake lock --update-input ${input}`,
      ),
      ...own,
    ];
  return byOwner(evidence, at, own, 'own first');
}

const unknownAttribute: Saying = {
  anchors: ['has an unsupported attribute'],
  line: /flake ['"`](?<flake>[^'"`\s]{1,300})['"`] has an unsupported attribute ['"`](?<name>[\w.-]{1,80})['"`]/,
  explain(evidence) {
    const name = evidence.get('name');
    const at = placeOf(evidence);
    const output =
      /^(?:nixos|home|darwin)(?:Configurations|Modules)$|^(?:packages|devShells?|overlays?|apps|lib|checks|formatter|templates|legacyPackages)$/.test(
        name,
      );
    return {
      culprit: `${name} in ${where(at)}`,
      at,
      facts: { flake: evidence.get('flake'), attribute: name },
      message: `At its top a flake.nix has description, inputs, outputs and nixConfig, and nothing else; ${name} stands there.`,
      fixes: ofFlake(evidence, at, [
        output
          ? advice(`${name} is an output: write it inside the set that outputs gives.`)
          : advice(
              `Correct the name (inputs, outputs, nixConfig), or move ${name} where it belongs: into outputs, or into an input.`,
            ),
      ]),
      verify: check,
    };
  },
};

const lacksOutputs: Saying = {
  anchors: ['lacks attribute'],
  line: /flake ['"`](?<flake>[^'"`\s]{1,300})['"`] lacks attribute ['"`]outputs['"`]/,
  explain(evidence) {
    return {
      culprit: `outputs of ${evidence.get('flake')}`,
      facts: { flake: evidence.get('flake') },
      message: 'The flake.nix has no outputs, which every flake needs.',
      fixes: ofFlake(evidence, undefined, [
        nixFix('Give it outputs.', 'outputs = { self, nixpkgs, ... }: { };'),
      ]),
      verify: check,
    };
  },
};

const computed: Saying = {
  anchors: ['but got a thunk', 'but got a '],
  line: /expected an? (?<wanted>set|string|list|Boolean|function) but got (?:a thunk|an? \w{3,12}) at \S{0,300}flake\.nix/,
  explain(evidence) {
    const at = placeOf(evidence);
    const wanted = evidence.get('wanted');
    return {
      culprit: where(at),
      at,
      facts: { wanted },
      message: `Outside of outputs, Nix reads a flake.nix without computing anything: at ${where(at)} a ${wanted} has to stand as it is, with no let, variable, import, ++ or function call.`,
      fixes: ofFlake(evidence, at, [
        advice(
          `Write the ${wanted} out there${wanted === 'string' ? ' (no ${…} in it)' : ''}; what has to be computed belongs inside outputs.`,
        ),
      ]),
      verify: check,
    };
  },
};

const urlAndFollows: Saying = {
  anchors: ['both a flake reference and a follows'],
  line: /flake input has both a flake reference and a follows attribute/,
  explain(evidence) {
    const at = placeOf(evidence);
    return {
      culprit: where(at),
      at,
      message: `The input at ${where(at)} has an address of its own (url) and follows another input: it can only have one of the two.`,
      fixes: ofFlake(evidence, at, [
        advice('Take its url away if it shall be the same as the other input, else its follows.'),
      ]),
      verify: check,
    };
  },
};

const circular: Saying = {
  anchors: [
    'circular import of flake',
    'follow cycle detected',
    'cycle detected in flake registry',
  ],
  line: /found circular import of flake ['"`](?<flake>[^'"`\s]{1,300})['"`]|follow cycle detected: \[(?<cycle>.{1,300}?)\]/,
  explain(evidence) {
    const cycle = evidence.get('cycle');
    const flake = evidence.get('flake');
    return {
      culprit: cycle || flake,
      facts: { flake: flake || undefined, cycle: cycle || undefined },
      message:
        cycle === ''
          ? `${flake} is an input of itself, by way of other flakes that have no lock file.`
          : `The inputs follow each other in a circle (${cycle}): none of them has an address.`,
      fixes: [
        cycle === ''
          ? advice(
              'Take the flake out of the inputs of the flake that it imports: hand on what that needs as an argument, or put what both need into a third flake.',
            )
          : nixFix(
              'Give one of them an address in place of its follows.',
              'inputs.YOUR_INPUT.url = "YOUR_URL";',
              {
                fill: {
                  YOUR_INPUT: 'one input of the circle',
                  YOUR_URL: 'where that flake is: github:OWNER/REPOSITORY',
                },
              },
            ),
      ],
      verify: check,
    };
  },
};

/** A flake.nix that is not written as Nix reads it. */
export const flakeForm = ruleOfSayings(
  {
    id: 'flake/flake-form',
    class: 'flake-invalid',
    phase: 'flake',
    title: 'flake.nix is not written as a flake',
    components: ['flakes'],
    confidence: 0.95,
    docs: [
      {
        title: 'Nix manual: flake format',
        url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-format',
      },
    ],
  },
  [unknownAttribute, lacksOutputs, computed, urlAndFollows, circular],
);
