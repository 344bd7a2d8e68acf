import {
  placeName,
  shellWord,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { escaped } from '../../shared/escaped.js';
import { attributeName, packageName } from '../../shared/code.js';
import { farNames, nearNames } from '../../shared/nearNames.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

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
        ? asksForIt(evidence) === undefined && ofNixpkgs.has(name)
          ? oldEvaluation(evidence)
          : [passArgument(name)]
        : name === 'currentSystem'
          ? [...fixesFor(name, evidence, at)]
          : [
              ...givenFromOutside(name, evidence, at),
              ...byOwner(evidence, at, fixesFor(name, evidence, at)),
            ],
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/**
 * A builder or the library of nixpkgs that lacks an attribute of what it was given: that comes from an
 * overlay, a module or an input of another time. What is its own was evaluated by Hydra.
 */
function givenFromOutside(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  if (
    !/(?:^|\/)(?:pkgs\/(?:build-support|stdenv|development\/(?:interpreters|compilers))\/|lib\/[\w-]{2,40}\.nix$)/.test(
      at?.file ?? '',
    ) ||
    evidence.context.place(at?.file).input !== 'nixpkgs'
  )
    return [];
  const source = markedSource(evidence, at) ?? '';
  const of = new RegExp(`(?<of>[\\w-]{2,60})\\.${escaped(name)}\\b`).exec(source)?.groups?.['of'];
  return [
    shellFix(
      `If an overlay, a module or an input brings ${of ?? `what asks for ${name}`} (a toolchain, somebody's packages or modules): it is of another time than this nixpkgs. Update it with nixpkgs, or go back to the lock file of before.`,
      'nix flake update   # or: git restore flake.lock',
    ),
    shellFix(
      'If nothing of the kind is used: this revision of nixpkgs is broken, take another.',
      evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update nixpkgs',
    ),
  ];
}

/** The names that the default channels have. */
const isChannel = (name: string): boolean => ['nixpkgs', 'nixos', 'unstable'].includes(name);

/** The module system looks arguments up in lib/modules.nix: the missing attribute is an argument. */
function isModuleArgument(evidence: Evidence, file: string | undefined): boolean {
  const lookup =
    /evaluating the module argument|_module\.args|addErrorContext \(context name\)|args\.\$\{name\}|functionArgs/;
  const told = evidence.before(/argument `(?<is>[\w-]{1,80})` is not externally provided/, 8);
  if (told?.groups?.['is'] === evidence.get('name')) return true;
  return (
    file?.endsWith('lib/modules.nix') === true &&
    (evidence.before(lookup, 60) ?? evidence.after(lookup, 60)) !== undefined
  );
}

/** The file whose module asks for the argument, as newer versions say it. */
const asksForIt = (evidence: Evidence): string | undefined =>
  evidence.all(
    /evaluating the module argument [`'"][^'"`]{1,80}['"`] in ['"`](?<file>[^'"`]{3,300})/,
  )[0]?.groups?.['file'];

/** Arguments that nixos/lib gives by itself, and only modules of nixpkgs ask for. */
const ofNixpkgs = new Set([
  'baseModules',
  'extraModules',
  'modules',
  'noUserModules',
  'modulesPath',
]);

function oldEvaluation(evidence: Evidence): readonly DiagnosisFix[] {
  return [
    evidence.context.flake === true
      ? shellFix(
          'nixpkgs gives that argument itself: the system is put together by the library of another revision than its modules are of. Update nixpkgs, and evaluate with nixpkgs.lib.nixosSystem of the same input.',
          'nix flake update nixpkgs',
        )
      : shellFix(
          'nixpkgs gives that argument itself, and this revision is broken or mixed of two: update the channel (or go back: nix-channel --rollback).',
          'sudo nix-channel --update',
        ),
  ];
}

/** A builtin that this Nix does not have, or only with a feature that is off. */
function newerBuiltin(name: string): DiagnosisFix {
  const feature = /^(?:getFlake|parseFlakeRef|flakeRefToString)$/.test(name)
    ? 'flakes'
    : { fetchClosure: 'fetch-closure', fetchTree: 'fetch-tree', outputOf: 'dynamic-derivations' }[
        name
      ];
  return feature === undefined
    ? shellFix(
        `builtins.${name} is of a newer Nix (or of another one: Nix, Lix and Determinate Nix differ): use one that has it, in a shell of its own.`,
        'nix --version; nix-shell -p nixVersions.latest',
      )
    : shellFix(
        `builtins.${name} exists only with the experimental feature ${feature}: switch it on for this user (in NixOS: nix.settings.experimental-features).`,
        `mkdir -p ~/.config/nix && echo "extra-experimental-features = nix-command ${feature}" >> ~/.config/nix/nix.conf`,
      );
}

const systems = /^(?:x86_64|aarch64|i686|armv[67]l|riscv64)-(?:linux|darwin)$/;

function passArgument(name: string): DiagnosisFix {
  const title = `Pass ${name} where the system is put together (Home Manager: extraSpecialArgs), or set _module.args.${name} in a module that does not decide imports.`;
  const argument = packageName(name);
  return argument === undefined || argument.includes('.')
    ? advice(title)
    : nixFix(title, `specialArgs = { inherit ${argument}; };`);
}

function fixesFor(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const quoted =
    /(?<![\w.])(?<input>[a-zA-Z][\w-]{1,60})\.(?<set>(?:nixos|home|homeManager|darwin|flake)Modules|overlays|lib|packages|legacyPackages|devShells|templates|formatter)\b/;
  if (name === 'currentSystem')
    return [
      nixFix(
        'Pure evaluation (flakes) does not know the machine: say the system.',
        `import nixpkgs { system = "${evidence.origin.system ?? 'x86_64-linux'}"; }`,
      ),
      shellFix('Or let this run be impure.', 'nix build --impure'),
    ];
  if (/\bbuiltins\.(?<is>\w+)/.exec(markedSource(evidence, at) ?? '')?.groups?.['is'] === name)
    return [newerBuiltin(name)];
  const asked =
    evidence.before(/while evaluating the attribute '(?<path>[^']{3,200})'/, 30)?.groups?.[
      'path'
    ] ?? '';
  const brought = quoted.exec(asked)?.groups?.['input'];
  if (brought !== undefined && asked.includes(evidence.get('name').replace(/"/g, '')))
    return [
      shellFix(
        `${brought} has no ${name} in that output any more: see what it is called there, and write that (or pin the revision of ${brought} that had it).`,
        `nix flake metadata   # has the url of ${brought}; nix flake show with that url lists its outputs`,
      ),
    ];
  const systemless = withoutSystem(name, evidence, at);
  if (systemless !== undefined) return systemless;
  const flake =
    /(?<![\w.])(?!(?:pkgs|lib|config|self|inputs|input|value|flake|x|f|builtins|prev|final|nixpkgs|home|environment|users|programs|services)\b)(?<input>[a-zA-Z][\w-]{1,60})\.(?:packages|legacyPackages|lib|overlays?|nixosModules|homeModules|homeManagerModules|defaultPackage|devShells)\b/.exec(
      markedSource(evidence, at) ?? '',
    )?.groups?.['input'];
  if (flake !== undefined)
    return [
      shellFix(
        `The flake ${flake} has no ${name} there: update that input (a newer revision may have it); or see with nix flake show what it has, and write that.`,
        `nix flake update ${flake}`,
      ),
      ...nearNames(evidence),
    ];
  if (systems.test(name)) return [forSystem(name, evidence, at)];
  if (name === 'system')
    return [
      nixFix(
        'pkgs has no attribute system any more (or not here): ask for it through stdenv; instead of inherit (pkgs) system write system = pkgs.stdenv.hostPlatform.system;',
        'pkgs.stdenv.hostPlatform.system',
      ),
    ];
  const source = markedSource(evidence, at) ?? '';
  if (
    new RegExp(`\\b(?:lib\\.)?(?:types|lib)\\.${escaped(name)}\\b`).test(source) &&
    nearNames(evidence).length === 0
  )
    return newerLibrary(name, at, evidence);
  const input = /\binputs\.(?<input>[\w-]{1,80})\b/.exec(source)?.groups?.['input'];
  if (input !== undefined && input !== name)
    return [
      shellFix(
        `See what the input ${input} has, and write its output as it is called there.`,
        `nix flake metadata   # its url; then nix flake show with that url`,
      ),
      ...nearNames(evidence),
    ];
  if (input === name || /\binputs\./.test(source))
    return [
      nixFix(
        `Add it to the inputs of flake.nix, and lock it.`,
        `inputs.${attributeName(name)}.url = "YOUR_URL";`,
        {
          fill: { YOUR_URL: 'where the flake is: github:OWNER/REPOSITORY' },
        },
      ),
    ];
  const owner = /\bpkgs\.(?<package>[\w-]{2,60})\.(?<part>[\w-]{1,60})/.exec(source)?.groups;
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
  return [...nearNames(evidence), ...ofPackages(name, source, evidence), ...farNames(evidence)];
}

/** `inputs.helix.packages.helix`: packages of a flake stand under a system. */
function withoutSystem(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] | undefined {
  const found =
    /(?<flake>(?:\binputs\.)?(?<input>[a-zA-Z][\w-]{1,60}))\.(?<set>packages|legacyPackages|devShells)\.(?<what>[a-zA-Z][\w-]{1,60})(?![\w-])/.exec(
      markedSource(evidence, at) ?? '',
    )?.groups;
  if (found === undefined) return undefined;
  const { flake = '', input = '', set = '', what = '' } = found;
  if (systems.test(what) || what === 'system' || (what !== name && input !== name))
    return undefined;
  return [
    nixFix(
      `What a flake has under ${set} stands there by system: write the system before ${what}.`,
      `${flake}.${set}.\${pkgs.stdenv.hostPlatform.system}.${what}`,
    ),
    advice(
      `If it fails then as well: see that ${input} is among the inputs of flake.nix, and what it has (nix flake show with its url).`,
    ),
  ];
}

/** A module asks nixpkgs' library for what only a newer nixpkgs has. */
function newerLibrary(
  name: string,
  at: SourcePosition | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const module = at === undefined ? 'The module' : at.file;
  return [
    advice(
      `${module} wants ${name} of nixpkgs' library, which your nixpkgs is too old for (or has dropped). Take what that module comes from (Home Manager, another flake or channel) at the branch of your release, as home-manager/release-${evidence.origin.nixos ?? 'YY.MM'}.`,
    ),
    evidence.context.flake === false
      ? shellFix('Or update nixpkgs.', 'sudo nix-channel --update')
      : shellFix('Or update nixpkgs.', 'nix flake update nixpkgs'),
  ];
}

function forSystem(name: string, evidence: Evidence, at: SourcePosition | undefined): DiagnosisFix {
  const source = markedSource(evidence, at)?.trim();
  return advice(
    `What is asked for ${name}${source === undefined ? '' : ` in ${source.slice(0, 120)}`} has nothing for that system: it does not support it, or names its outputs in another way since an update. See what it has with nix flake show, set the system where the configuration is made, or update or pin that input.`,
  );
}

function ofPackages(name: string, source: string, evidence: Evidence): readonly DiagnosisFix[] {
  const set =
    /(?<set>(?:pkgs|nixpkgs|prev|final|super|self)(?:\.[\w-]{1,60}){0,2})\.[\w-]{1,80}/.exec(source)
      ?.groups?.['set'];
  const path = evidence.get('path');
  const inPackages =
    !/^(?:enable|package|settings|config|options?|type|value|default|name|users|services|programs|extraConfig|outPath|version|src|meta)$/.test(
      name,
    ) &&
    ((set ?? '').startsWith('pkgs') ||
      /with pkgs|systemPackages|home\.packages/.test(source) ||
      /^(?:nixpkgs|nixos)\.|[pP]ackages\./.test(path));
  // `pkgs.nuenv.mkDerivation`: no package, but a set of functions, which overlays bring.
  if (
    new RegExp(`\\bpkgs\\.${escaped(name)}\\.(?:mk|build|make|lib\\b|with[A-Z]|override)`).test(
      source,
    )
  )
    return [
      nixFix(
        `pkgs has no ${name} of its own: the flake that brings it does so by an overlay, which is not applied here. Apply it where pkgs is made (the input may be called otherwise).`,
        `pkgs = import nixpkgs { inherit system; overlays = [ ${attributeName(name)}.overlays.default ]; };`,
      ),
    ];
  const search = shellFix(
    `See what it is called in nixpkgs now (it may be renamed, removed, or be in another set).`,
    `nixai search pkg ${shellWord(name)}`,
  );
  const newer =
    evidence.context.flake === false
      ? shellFix(
          'If it is newer than your nixpkgs: update the channel.',
          'sudo nix-channel --update',
        )
      : shellFix(
          'If it is newer than your nixpkgs: update that input.',
          'nix flake update nixpkgs',
        );
  const overlay = advice(
    `If an overlay or a flake input brings ${name}, add that where this set is made: nixpkgs.overlays, or overlays = [ … ]; of its import.`,
  );
  return inPackages
    ? [search, newer, overlay]
    : [
        advice(
          `Look at what the set really has${source === '' ? '' : ` (${source.trim().slice(0, 100)})`}, and correct ${name}: with nix repl, or by the trace of --show-trace.`,
        ),
        overlay,
        newer,
      ];
}
