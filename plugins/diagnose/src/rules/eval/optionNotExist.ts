import { withoutStorePath, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { checkEvaluation } from '../verify.js';
import { definitionsBelow, optionName, type Definition } from './optionDefinition.js';

const patterns = [
  {
    anchors: [' does not exist'],
    line: new RegExp(
      `The option [\`'"](?<option>${optionName})['\`"](?: defined in [\`'"](?<file>[^'\`"]{1,300})['\`"])? does not exist`,
    ),
  },
];
const docs = [{ title: 'NixOS options', url: 'https://search.nixos.org/options' }];

// Stylix' modules, where the log shows them as files of a flake's source.
const targetModule = /^modules\/[\w-]{1,60}\/(?:hm|nixos|darwin|home-manager)\.nix$/;

/** A module of somebody else sets it: its release does not fit that of nixpkgs or Home Manager. */
function thirdParty(evidence: Evidence): Definition | undefined {
  return definitionsOf(evidence).find(
    ({ file }) =>
      /^\/nix\/store\//.test(file) ||
      targetModule.test(file) ||
      /stylix|catppuccin|nixvim|home-manager|impermanence|lanzaboote|disko|sops-nix|agenix|nix-darwin|nixos-hardware|plasma-manager|nixarr/.test(
        file,
      ),
  );
}

function definitionsOf(evidence: Evidence): readonly Definition[] {
  const inline = evidence.get('file');
  return inline === '' ? definitionsBelow(evidence) : [{ file: withoutStorePath(inline) }];
}

/** A definition for an option that no loaded module declares. */
export const optionNotExist: DiagnosisRule = {
  id: 'eval/option-not-exist',
  class: 'option-not-exist',
  phase: 'eval',
  title: 'Option does not exist',
  components: ['evaluation', 'options'],
  confidence: 0.94,
  patterns,
  docs,
  explain(evidence) {
    if (isSkew(evidence)) return undefined;
    const option = fullPath(evidence);
    const [first] = definitionsOf(evidence);
    const where = first === undefined ? '' : `, set in ${first.file},`;
    return {
      culprit: option,
      at: first && { file: first.file },
      facts: { option, file: first?.file, value: first?.value },
      message: `The option ${option}${where} is declared by no module that is loaded: a misspelling, an option of another release, one of Home Manager set in NixOS (or the other way round), or a module that is not imported.`,
      fixes: fixesFor(option),
      options: [option],
      verify: checkEvaluation(first),
    };
  },
};

/** The same message, when a module of another project is what sets the option. */
export const releaseSkew: DiagnosisRule = {
  id: 'eval/release-skew',
  class: 'release-skew',
  phase: 'home-manager',
  title: 'Module and options from different releases',
  components: ['evaluation', 'options', 'home-manager', 'flakes'],
  confidence: 0.92,
  patterns,
  docs,
  explain(evidence) {
    if (!isSkew(evidence)) return undefined;
    const option = fullPath(evidence);
    const by = thirdParty(evidence);
    const project = projectOf(by?.file ?? '');
    return {
      culprit: `${option} set by ${by?.file ?? 'a module of another release'}`,
      at: by && { file: by.file },
      facts: { option, module: by?.file },
      message: `${by?.file ?? 'A third-party module'} sets ${option}, which the loaded release of NixOS or Home Manager does not declare (not yet, or no more): the two are from different releases.`,
      fixes: [
        nixFix(
          `Take ${project ?? 'the module'} in the branch of your release (release-24.11 for nixos-24.11, master for unstable), and let it follow your nixpkgs.`,
          `inputs.${project ?? 'home-manager'}.url = "github:${ownerOf(project)}/release-24.11";\ninputs.${project ?? 'home-manager'}.inputs.nixpkgs.follows = "nixpkgs";`,
        ),
        shellFix(
          'Then update the inputs together: changing the branch alone does not move the lock.',
          'nix flake update',
        ),
        ...(project === 'stylix'
          ? [nixFix('Or switch off the target that sets it.', 'stylix.autoEnable = false;')]
          : []),
      ],
      options: [option],
      verify: checkEvaluation(),
    };
  },
};

/**
 * The module system names the longest path that it does not know; what was really set stands below
 * it, printed as nested sets with one attribute each.
 */
function fullPath(evidence: Evidence): string {
  const parts = [evidence.get('option')];
  const value = evidence.below(16).findIndex((text) => /^\s*\{$/.test(text));
  for (const text of value < 0 ? [] : evidence.below(16).slice(value + 1)) {
    const groups = /^\s*(?<name>[\w'-]{1,80}|"[^"]{1,80}") = (?<opens>\{$)?/.exec(text)?.groups;
    if (groups === undefined || groups['name'] === '_type') break;
    parts.push(groups['name'] ?? '');
    if (groups['opens'] === undefined) break;
  }
  return parts.join('.');
}

const owners: Readonly<Record<string, string>> = {
  stylix: 'nix-community/stylix',
  'home-manager': 'nix-community/home-manager',
  nixvim: 'nix-community/nixvim',
  catppuccin: 'catppuccin/nix',
  'plasma-manager': 'nix-community/plasma-manager',
};

function projectOf(file: string): string | undefined {
  return /stylix|catppuccin|nixvim|plasma-manager|home-manager|impermanence|disko|sops-nix|agenix/.exec(
    file,
  )?.[0];
}

const ownerOf = (project: string | undefined): string =>
  owners[project ?? 'home-manager'] ?? 'nix-community/home-manager';

function isSkew(evidence: Evidence): boolean {
  const by = thirdParty(evidence);
  if (by === undefined) return false;
  // A flake's own copy lies in the store too, as `-source/…`; that prefix is gone from the file.
  return (
    projectOf(by.file) !== undefined ||
    /^\/nix\/store\//.test(by.file) ||
    targetModule.test(by.file)
  );
}

function fixesFor(option: string): DiagnosisFix[] {
  const leaf = option.split('.').at(-1) ?? option;
  if (['config', 'options', 'imports', 'enable'].includes(option) || leaf === 'config')
    return [
      nixFix(
        'A module that has `config` or `options` keeps all its definitions under config: move the other top-level options inside.',
        '{\n  options = { … };\n  config = lib.mkIf cond {\n    # all definitions\n  };\n}',
      ),
      advice('Or update the input that the module comes from.'),
    ];
  return [
    shellFix(
      'Look for the name as it is declared, and its near names.',
      `nixai explain-option ${option}`,
    ),
    advice(
      `Correct the name, remove the definition of ${option}, or import the module that declares it. If it exists only in a newer release, update nixpkgs (nix flake update nixpkgs); if it is an option of Home Manager, set it under home-manager.users.<name>.`,
    ),
  ];
}
