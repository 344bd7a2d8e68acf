import {
  shellWord,
  placeName,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { escaped } from '../../shared/escaped.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { farNames, nearNames } from '../../shared/nearNames.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';
import { ofFlakeOutput, ofInputs, ofNamedOutput } from './flakeOutput.js';
import { argumentFixes, isModuleArgument } from './moduleArgument.js';
import {
  askedByAnother,
  askedByTool,
  eitherNewer,
  givenFromOutside,
  isNewer,
  newerBuiltin,
  newerLibrary,
  otherVersion,
} from './otherTime.js';
import { ofPackages } from './packageSet.js';

/** Selecting an attribute that the set does not have. */
export const missingAttribute: DiagnosisRule = {
  id: 'eval/missing-attribute',
  class: 'missing-attribute',
  phase: 'eval',
  title: 'Missing attribute',
  components: ['evaluation'],
  confidence: 0.9,
  yieldsTo: ['flake-output-missing', 'renamed-removed', 'option-not-exist'],
  patterns: [
    {
      anchors: ['attribute '],
      line: /\battribute ['"`](?<name>[^\s]{1,200}?)['"`] (?:missing|not found)/,
    },
    {
      anchors: ['in selection path'],
      line: /attribute ['"`](?<name>[^'`\s]{1,200})['"`] in selection path ['"`](?<path>[^'`\s]{1,300})['"`] not found/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: attribute selection',
      url: 'https://nix.dev/manual/nix/latest/language/operators#attribute-selection',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name').replace(/^"|"$/g, '');
    // `nix-env -iA nixpkgs.hello` without a channel of that name.
    if (isChannel(name) && evidence.get('path') !== '') return undefined;
    const at = evidence.frame();
    const place = at === undefined ? '' : ` at ${placeName(at)}`;
    const argument = isModuleArgument(evidence, at?.file);
    return {
      culprit: `${name}${place}`,
      at,
      facts: { attribute: name, path: evidence.get('path') || undefined },
      message: argument
        ? `A module asks for the argument ${name}, and nobody gives it: it is not in _module.args or specialArgs of this evaluation.`
        : `The set has no attribute ${name}${place}. The name is misspelled, was renamed, or what should add it (an overlay, an input, a newer nixpkgs) is not there.`,
      fixes: argument
        ? argumentFixes(name, evidence)
        : name === 'currentSystem'
          ? systemOfMachine(evidence)
          : [
              ...askedByTool(name, evidence, at),
              ...givenFromOutside(name, evidence, at),
              ...askedByAnother(name, evidence, at),
              ...byOwner(evidence, at, fixesFor(name, evidence, at)),
            ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

/** The names that the default channels have. */
const isChannel = (name: string): boolean => ['nixpkgs', 'nixos', 'unstable'].includes(name);

function systemOfMachine({ origin }: Evidence): readonly DiagnosisFix[] {
  return [
    nixFix(
      'Pure evaluation (flakes) does not know the machine: say the system.',
      `import nixpkgs { system = "${origin.system ?? 'x86_64-linux'}"; }`,
    ),
    shellFix('Or let this run be impure.', 'nix build --impure'),
  ];
}

function fixesFor(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const source = markedSource(evidence, at) ?? '';
  if (/\bbuiltins\.(?<is>\w+)/.exec(source)?.groups?.['is'] === name) return [newerBuiltin(name)];
  if (source === '' && isNewer(name)) return eitherNewer(name, evidence);
  const version = otherVersion(name, evidence);
  if (version.length > 0) return [...nearNames(evidence), ...version];
  const output = ofNamedOutput(name, evidence) ?? ofFlakeOutput(name, evidence, at);
  if (output !== undefined) return output;
  if (name === "overrideScope'")
    return [
      advice(
        "If a file of yours writes overrideScope': write overrideScope (the other name is gone since nixpkgs 25.05; its function is the same).",
      ),
      shellFix(
        'If an input does: it is older than your nixpkgs. Update it, or let it keep its own nixpkgs (take its inputs.nixpkgs.follows away).',
        'nix flake update',
      ),
    ];
  if (name === 'system')
    return [
      nixFix(
        'pkgs has no attribute system any more (or not here): ask for it through stdenv; instead of inherit (pkgs) system write system = pkgs.stdenv.hostPlatform.system;',
        'pkgs.stdenv.hostPlatform.system',
      ),
    ];
  if (
    new RegExp(`\\b(?:lib\\.)?(?:types|lib)\\.${escaped(name)}\\b`).test(source) &&
    nearNames(evidence).length === 0
  )
    return newerLibrary(name, at, evidence);
  const input = ofInputs(name, source, evidence);
  if (input !== undefined) return input;
  const owner =
    /\bpkgs\.(?<package>(?!\w*(?:Plugins|Packages|Extensions|plugins|packages|-extensions)\b)[\w-]{2,60})\.(?<part>[\w-]{1,60})/.exec(
      source,
    )?.groups;
  if (
    owner?.['part'] === name &&
    !/[pP]ackages|^(?:kdePackages|gnome|xorg)$/.test(owner['package'] ?? '')
  )
    return [
      ...nearNames(evidence),
      advice(
        `pkgs.${owner['package'] ?? ''} is a package, and has nothing called ${name}: write pkgs.${owner['package'] ?? ''} alone. If ${name} is an option, set it as one (${owner['package'] ?? ''}.${name} = …;), not in a list of packages.`,
      ),
    ];
  const near = nearNames(evidence);
  return [
    ...(at === undefined && near.length === 0 && evidence.get('path') === ''
      ? whoNames(name, evidence)
      : []),
    ...near,
    ...ofPackages(name, source, evidence),
    ...farNames(evidence),
  ];
}

/** Where the log names no place, who asks for it decides: a file of the person's, or somebody's module. */
function whoNames(name: string, { context }: Evidence): readonly DiagnosisFix[] {
  const home = context.tool === 'home-manager';
  return [
    shellFix(
      `If a file of yours names ${name} (this lists them): it is misspelled there, renamed, or not in this revision. Correct it.`,
      `grep -rnwF --include='*.nix' -e ${shellWord(name)} .`,
    ),
    shellFix(
      `If none does: ${home ? 'Home Manager' : 'a module or package of an input'} asks nixpkgs for it, and the two are of different times. Update both, those of root as well; where nixpkgs stays on a release, take the branch for that release.`,
      context.flake === false
        ? 'nix-channel --update; sudo nix-channel --update'
        : `nix flake update${context.flake === true ? '' : '   # with channels: nix-channel --update; sudo nix-channel --update'}`,
    ),
  ];
}
