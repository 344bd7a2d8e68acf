import { shellWord, type Diagnosis, type DiagnosisRule, type Evidence } from '@nixai/api';
import { attributeName, inputName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { attributeOf, inputInTrace } from '../../shared/owner.js';

/** Names that modules get as arguments, and flakes do not. */
const ofModules = new Set([
  'modulesPath',
  'config',
  'lib',
  'pkgs',
  'options',
  'specialArgs',
  'utils',
]);

/** Short names that the registry of NixOS has for everybody. */
const addresses: Readonly<Record<string, string>> = {
  'flake-utils': 'github:numtide/flake-utils',
  'home-manager': 'github:nix-community/home-manager',
  'nix-darwin': 'github:nix-darwin/nix-darwin',
  'nixos-hardware': 'github:NixOS/nixos-hardware',
  nixpkgs: 'github:NixOS/nixpkgs/nixos-unstable',
  systems: 'github:nix-systems/default',
  templates: 'github:NixOS/templates',
};

/** A short flake name that no registry has: an input without url, or a typing error. */
export const flakeRegistry: DiagnosisRule = {
  id: 'flake/registry',
  class: 'flake-registry-missing',
  phase: 'flake',
  title: 'Flake is in no registry',
  components: ['flakes'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['in the flake registries'],
      line: /cannot find flake ['"`]flake:(?<name>[^'"`\s]{1,200})['"`] in the flake registries/,
    },
    {
      anchors: ['is not a valid URL', 'is not a valid flake'],
      line: /(?:error: )?(?:flake reference )?['"`](?<name>[^'"`\s]{1,200})['"`] is not a valid (?:URL|flake reference)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake registries',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-registry',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const input = inputName(name);
    const address = addresses[name];
    if (address !== undefined) return registryGone(name, address, evidence);
    const updating =
      evidence.before(/nix flake update/, 8) !== undefined ||
      /update/.test(evidence.context.tool ?? '');
    return {
      culprit: `flake:${name}`,
      facts: { name },
      message: `${name} is a short name of a flake, and no registry knows it: an output argument of flake.nix without an input of that name, a misspelling, or a folder that is named without ./ before it.`,
      fixes: [
        ...(ofModules.has(name)
          ? [
              advice(
                `Take ${name} out of the arguments of outputs in flake.nix: those are inputs only. ${name} is an argument of modules (and pkgs is made from an input: nixpkgs.legacyPackages.\${system}).`,
              ),
            ]
          : []),
        ...(updating
          ? [
              shellFix(
                'Before Nix 2.19 one input is updated in another way (after that, nix flake update NAME).',
                `nix flake lock --update-input ${shellWord(name)}`,
              ),
            ]
          : []),
        input === undefined
          ? advice(`Write the address in full: github:OWNER/REPOSITORY, or ./ before a folder.`)
          : nixFix(
              'If it is an argument of outputs in your flake.nix: say where it comes from.',
              `inputs.${attributeName(input)}.url = "YOUR_URL";`,
              { fill: { YOUR_URL: 'its address: github:OWNER/REPOSITORY' } },
            ),
        advice('If a folder is meant, name it as a path: ./NAME, or path:/the/folder.'),
      ],
      verify: ['nix registry list'],
    };
  },
};

/** The registry of everybody has it: this Nix asks another one, or could not reach it. */
function registryGone(name: string, address: string, evidence: Evidence): Diagnosis {
  const read = inputInTrace(evidence);
  return {
    culprit: `flake:${name}`,
    facts: { name },
    message: `${name} is a short name that the registry of NixOS has, and the registries that this Nix asked do not: flake-registry is switched off or set to another file, or the registry could not be fetched (its copy in the cache is empty or old).`,
    fixes: [
      nixFix(
        read?.nested === undefined
          ? 'If the flake.nix that names it is yours: write its address, which needs no registry.'
          : `If the registry is switched off on purpose: ${read.own} names it without an address; give it one in your own flake (devenv.yaml: inputs.${read.own}.inputs.${name}.url).`,
        read?.nested === undefined
          ? `inputs.${attributeName(name)}.url = "${address}";`
          : `inputs.${attributeOf(read.nested)}.url = "${address}";`,
      ),
      shellFix(
        'If you did not switch it off: have it fetched again (flake-registry is empty in nix.conf where somebody switched it off).',
        'nix registry list; nix show-config | grep flake-registry; nix flake metadata --refresh nixpkgs',
      ),
    ],
    verify: ['nix registry list'],
  };
}
