import { placeName, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Selecting an attribute that the set does not have. */
export const missingAttribute: DiagnosisRule = {
  id: 'eval/missing-attribute',
  class: 'missing-attribute',
  phase: 'eval',
  title: 'Missing attribute',
  components: ['evaluation'],
  confidence: 0.9,
  yieldsTo: ['flake-output-missing', 'renamed-removed'],
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
      fixes: argument ? [passArgument(name)] : fixesFor(name, evidence),
      verify: checkEvaluation(at),
    };
  },
};

/** The names that the default channels have. */
const isChannel = (name: string): boolean => ['nixpkgs', 'nixos', 'unstable'].includes(name);

/** The module system looks arguments up in lib/modules.nix: the missing attribute is an argument. */
function isModuleArgument(evidence: Evidence, file: string | undefined): boolean {
  const lookup =
    /evaluating the module argument|_module\.args|addErrorContext \(context name\)|args\.\$\{name\}|functionArgs/;
  return (
    file?.endsWith('lib/modules.nix') === true &&
    (evidence.before(lookup, 60) ?? evidence.after(lookup, 60)) !== undefined
  );
}

const systems = /^(?:x86_64|aarch64|i686|armv[67]l|riscv64)-(?:linux|darwin)$/;

function passArgument(name: string): DiagnosisFix {
  return {
    title: `Pass ${name} where the system (or the Home Manager configuration: extraSpecialArgs) is put together, or set _module.args.${name} in a module.`,
    code: `specialArgs = { inherit ${name}; };   # e.g. pkgs: _module.args.${name} = …;`,
    language: 'nix',
    risk: 'none',
  };
}

function fixesFor(name: string, evidence: Evidence): DiagnosisFix[] {
  const meant = evidence.after(/Did you mean (?:one of )?(?<names>[^?]{1,200})\?/, 12)?.groups?.[
    'names'
  ];
  const near: DiagnosisFix[] =
    meant === undefined
      ? []
      : [
          {
            title: `Nix suggests ${meant}.`,
            code: meant.split(/, | or /)[0],
            language: 'nix',
            risk: 'none',
          },
        ];
  if (systems.test(name))
    return [
      advice(
        `The set has nothing for ${name}: the flake or package does not support that system, or an input was updated and names its outputs in another way. See what it has (nix flake show), set system where the configuration is made, or update or pin the input.`,
      ),
    ];
  if (name === 'currentSystem')
    return [
      nixFix(
        'Pure evaluation (flakes) does not know the machine: say the system.',
        'import nixpkgs { system = "x86_64-linux"; }',
      ),
      shellFix('Or let this run be impure.', 'nix build --impure'),
    ];
  return [
    ...near,
    {
      title: `Check the spelling, and look the name up: nixai search pkg ${name}.`,
      code: `nixai search pkg ${name}`,
      language: 'sh',
      risk: 'none',
    },
    {
      title:
        'If an overlay or a flake input brings it, add that where pkgs is made; if it is newer or older than your nixpkgs, update the input (nix flake update nixpkgs).',
      code: 'nixpkgs.overlays = [ inputs.<name>.overlays.default ];',
      language: 'nix',
      risk: 'none',
    },
  ];
}
