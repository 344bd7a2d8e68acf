import { placeName, withoutStorePath, type DiagnosisFix, type Evidence } from '@nixai/api';
import { optionPath } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { checkEvaluation } from '../../shared/verify.js';

/** `config` or `options` at the top of a module, and settings beside them. */
const settingsBeside: Saying = {
  anchors: ['has an unsupported attribute'],
  line: /[Mm]odule ['"`](?<file>[^'"`\s]{1,300}?)['"`] has an unsupported attribute ['"`](?<name>[\w.-]{1,80})['"`]/,
  explain(evidence) {
    const name = evidence.get('name');
    const file = withoutStorePath(evidence.get('file'));
    const at = { file };
    const path = optionPath(name);
    const all =
      /\(namely: (?<is>[\w. -]{1,200})\)/.exec(evidence.line.text)?.groups?.['is'] ?? name;
    return {
      culprit: `${name} in ${file}`,
      at,
      facts: { attribute: name, file },
      message: `${file} has config or options at its top, and ${all.replaceAll(' ', ', ')} beside it: a module that has either keeps all its settings inside config.`,
      fixes: byOwner(
        evidence,
        at,
        [
          nixFix(
            'Move it inside config; options, imports, disabledModules, meta and freeformType stay at the top.',
            `config.${path ?? 'YOUR_OPTION'} = YOUR_VALUE;`,
            {
              fill: {
                ...(path === undefined ? { YOUR_OPTION: 'what stands at the top now' } : {}),
                YOUR_VALUE: 'what it is set to now',
              },
            },
          ),
          advice(
            'If the file declares no options: take the word config = { … } away instead, and write all its settings at the top.',
          ),
        ],
        'own first',
      ),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

const systems: Readonly<Record<string, readonly [called: string, example: DiagnosisFix]>> = {
  nixos: [
    'NixOS',
    nixFix(
      "Import it among the machine's modules, not the user's.",
      'imports = [ inputs.YOUR_INPUT.nixosModules.default ];',
      { fill: { YOUR_INPUT: 'the input that it comes from' } },
    ),
  ],
  homeManager: [
    'Home Manager',
    nixFix(
      'Import it for the user: in home.nix, or from the configuration of the machine.',
      'home-manager.sharedModules = [ YOUR_MODULE ];',
      { fill: { YOUR_MODULE: 'what stands among the imports of the machine now' } },
    ),
  ],
  darwin: [
    'nix-darwin',
    nixFix(
      'Import it in the configuration of a Mac only.',
      'imports = [ inputs.YOUR_INPUT.darwinModules.default ];',
      { fill: { YOUR_INPUT: 'the input that it comes from' } },
    ),
  ],
};

/** A module of Home Manager among those of NixOS, or the other way round. */
const otherSystem: Saying = {
  anchors: ['cannot be imported into a module evaluation', 'was imported into'],
  line: /[Tt]he module ['"`]?(?<file>[^'"`\s]{1,300})['"`]? (?:\(class: ['"]?(?<is>[\w.-]{2,40})['"]?\) cannot be imported into a module evaluation that expects class ['"]?(?<wanted>[\w.-]{2,40})|was imported into (?<into>[\w.-]{2,40}) instead of (?<other>[\w.-]{2,40}\w))/,
  explain(evidence) {
    const is = evidence.get('is') || evidence.get('other');
    const into = evidence.get('wanted') || evidence.get('into');
    const file = withoutStorePath(evidence.get('file'));
    const [called, fix] = systems[is] ?? [is, advice(`Import it only where modules of ${is} are.`)];
    const [asks = into] = systems[into] ?? [into];
    const attribute =
      { nixos: 'nixosModules', homeManager: 'homeModules', darwin: 'darwinModules' }[into] ??
      'modules';
    return {
      culprit: `${file} (of ${called}, imported into ${asks})`,
      facts: { file, class: is, into },
      message: `${file} is a module of ${called}, and it stands among the imports of ${asks}.`,
      fixes: [
        fix,
        nixFix(
          `If its flake has one for ${asks} as well (nix flake show lists them): take that in its place.`,
          `imports = [ inputs.YOUR_INPUT.${attribute}.default ];`,
          { fill: { YOUR_INPUT: 'the input that it comes from' } },
        ),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

/** What stands in `imports` by mistake, by the `_type` that nixpkgs prints. */
function inPlaceOf(kind: string, evidence: Evidence): readonly DiagnosisFix[] {
  const home = evidence.context.tool === 'home-manager';
  if (kind === 'flake')
    return [
      nixFix(
        'Of an input a module is imported, not the input itself.',
        `imports = [ inputs.YOUR_INPUT.${home ? 'homeModules' : evidence.context.platform === 'darwin' ? 'darwinModules' : 'nixosModules'}.default ];`,
        {
          fill: {
            YOUR_INPUT:
              'the input that stands there; nix flake show lists what it calls its modules',
          },
        },
      ),
    ];
  if (kind === 'derivation')
    return [
      nixFix(
        'A package is no module: take it out of imports, and install it.',
        home
          ? 'home.packages = [ pkgs.YOUR_PACKAGE ];'
          : 'environment.systemPackages = [ pkgs.YOUR_PACKAGE ];',
        { fill: { YOUR_PACKAGE: 'the package that stands there' } },
      ),
    ];
  if (kind === 'if')
    return [
      advice(
        'imports cannot depend on a condition (lib.mkIf): import the file always, and put the lib.mkIf around the settings inside it. lib.optionals works where the condition is no part of config (an argument, a host name from specialArgs).',
      ),
    ];
  if (kind === 'configuration')
    return [
      advice(
        'A whole configuration (nixosSystem, homeManagerConfiguration) stands among the modules: import the files that it is made of.',
      ),
    ];
  return [
    advice(
      `Take it out of imports (or of modules): there belong paths, functions and sets of settings, and no ${kind}.`,
    ),
  ];
}

const noModule: Saying = {
  anchors: ['Expected a module', 'Could not load a value as a module'],
  line: /(?:Expected a module, but found a value of type|Could not load a value as a module, because it is of type) ['"`]?(?<kind>[\w-]{2,40})['"`]?/,
  explain(evidence) {
    const kind = evidence.get('kind');
    const file = /in file (?<is>\/[^\s,]{1,300}?)\.?(?:\s|$)/.exec(evidence.line.text)?.groups?.[
      'is'
    ];
    const at = file === undefined ? evidence.frame() : { file: withoutStorePath(file) };
    const told = at === undefined ? 'imports' : `imports of ${placeName(at)}`;
    const what = { if: 'condition (lib.mkIf)', derivation: 'package' }[kind] ?? kind;
    return {
      culprit: `${what} among the ${told}`,
      at,
      facts: { kind },
      message: `A ${what} stands where a module is imported.`,
      fixes: inPlaceOf(kind, evidence),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** What is imported is no module, has not a module's form, or is one of another system. */
export const moduleForm = ruleOfSayings(
  {
    id: 'eval/module-form',
    class: 'module-form',
    phase: 'eval',
    title: 'Not a module as it is needed here',
    components: ['evaluation'],
    confidence: 0.95,
    docs: [
      {
        title: 'NixOS manual: writing modules',
        url: 'https://nixos.org/manual/nixos/stable/#sec-writing-modules',
      },
    ],
  },
  [settingsBeside, otherSystem, noModule],
);
