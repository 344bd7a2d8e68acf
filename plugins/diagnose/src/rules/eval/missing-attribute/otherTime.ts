import {
  shellWord,
  withoutStorePath,
  type DiagnosisFix,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { escaped } from '../../shared/escaped.js';
import { inputName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { ofTwoTimes } from '../../shared/otherTime.js';

/**
 * A builder or the library of nixpkgs that lacks an attribute of what it was given: that comes from an
 * overlay, a module or an input of another time. What is its own was evaluated by Hydra.
 */
export function givenFromOutside(
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

/**
 * A module of an input, or of a channel, asks nixpkgs for a type, a function or a package that it does not
 * have: what asks is of another time than nixpkgs.
 */
export function askedByAnother(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const { owner, input, inStore } = evidence.context.place(at?.file);
  if (at === undefined || input === 'nixpkgs') return [];
  const source = markedSource(evidence, at) ?? '';
  if (
    owner !== 'own' &&
    new RegExp(`\\bdefault = pkgs\\.${escaped(name)};`).test(source) &&
    /modules?\b/.test(at.file)
  )
    return [packageOfInput(name)];
  const asked = new RegExp(
    `(?<![\\w.])(?:types|lib|pkgs)(?:\\.[\\w-]{1,60}){0,3}\\.${escaped(name)}(?![\\w-])`,
  ).test(source);
  if (owner === 'foreign' && input !== undefined && (asked || source === ''))
    return ofTwoTimes(input, evidence);
  if (inStore !== true || !asked || !isModule(at.file)) return [];
  const file = withoutStorePath(at.file);
  return [
    shellFix(
      `If ${file} comes from an input (grep finds it in no file of yours): that input and nixpkgs are of two times. Update both; where the input stays on its main branch and nixpkgs on a release, take its branch for that release.`,
      'nix flake update   # nix flake metadata shows what each follows',
    ),
    /\bpkgs\b/.test(source)
      ? shellFix(
          `If it is of your own flake: see what ${name} is called in nixpkgs now, and write that; if a flake of its own brings it, its overlay is not applied here (nixpkgs.overlays).`,
          `nixai search pkg ${shellWord(name)}`,
        )
      : shellFix(
          `If it is of your own flake: your nixpkgs is too old for ${name} (or has dropped it). Update nixpkgs.`,
          'nix flake update nixpkgs',
        ),
  ];
}

/** A file that a tool brings along asks the person's flake for what its module makes: the two are of different times. */
export function askedByTool(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const tool =
    /^\/nix\/store\/[0-9a-z]{32}-(?!source|nix(?:os|pkgs)?[-/])(?<is>[a-z][a-z-]{2,40}?)(?:-[\d.]+\w*)?\/(?:share|lib|libexec)\//.exec(
      at?.file ?? '',
    )?.groups?.['is'];
  const source = markedSource(evidence, at) ?? '';
  if (tool === undefined || !/config\.|Configurations|getFlake/.test(source)) return [];
  const input = inputName(tool) ?? 'YOUR_INPUT';
  return [
    shellFix(
      `If your flake has ${tool} as an input: the ${tool} that you call is newer than that, and asks its module for ${name}. Update the input.`,
      `nix flake update ${input}`,
    ),
    advice(
      `If your flake shall stay as it is: call ${tool} in the revision that the flake has locked (or give it the file itself, without the flake). If its module is not imported by that configuration: import it.`,
    ),
  ];
}

/** Attributes of nixpkgs that are called after a version: newer ones come, and older ones go. */
const versioned =
  /^(?:go_1_\d{2}|buildGo1\d{2}Module|nodejs[-_]\d{2}|python3\d{2}(?:Packages)?|postgresql_\d{2}|php8\d|ruby_\d_\d|jdk\d{2}|openjdk\d{2}|llvmPackages_\d{2}|clang_\d{2}|gcc\d{2}|gcc\d{2}Stdenv|linuxPackages_\d_\d{1,2}|linux_\d_\d{1,2}|zig_\d_\d{1,2}|dotnet-sdk_\d{1,2}|sdk_\d{1,2}_\d|erlang_\d{2}|elixir_\d_\d{2}|kotlin_\d|electron_\d{2}|pnpm_\d{1,2}|yarn-berry_\d|cudaPackages_\d{2}(?:_\d)?|qt6\d|boost1\d{2}|ocamlPackages_\d_\d{2}|ghc9\d{1,3}|protobuf_\d{2}|mariadb_\d{2,4}|nextcloud\d{2}|release_\d{4})$/;

/** A version that this nixpkgs does not have: not yet, or no more. */
export function otherVersion(name: string, { context }: Evidence): readonly DiagnosisFix[] {
  if (!versioned.test(name)) return [];
  return [
    shellFix(
      `If ${name} is newer than your nixpkgs (its lock is of before that version): update nixpkgs.`,
      context.flake === false ? 'sudo nix-channel --update' : 'nix flake update nixpkgs',
    ),
    advice(
      `If it is an old version: this nixpkgs has dropped it. Name a later one, or the package without a version (${name.replace(/[-_]?\d.*$/, '').replace(/^buildGo.*/, 'buildGoModule') || name}).`,
    ),
  ];
}

/** The module of a program's own flake takes the program from pkgs, where only its overlay puts it. */
function packageOfInput(name: string): DiagnosisFix {
  const input = inputName(name);
  return nixFix(
    `${name} is not in nixpkgs: the flake whose module this is has it. Set the option whose default that is (or apply the overlay of that flake).`,
    `YOUR_OPTION = inputs.${input ?? 'YOUR_INPUT'}.packages.\${pkgs.stdenv.hostPlatform.system}.default;`,
    {
      fill: {
        YOUR_OPTION: `the option of that module for its package, as services.${name}.package`,
        ...(input === undefined ? { YOUR_INPUT: 'the input that the module comes from' } : {}),
      },
    },
  );
}

/** Where libraries of modules have their files; a person's own has hosts, users and the like. */
const isModule = (file: string): boolean => /(?:^|\/)(?:modules?|plugins|lib)\//.test(file);

/** A builtin that this Nix does not have, or only with a feature that is off. */
export function newerBuiltin(name: string): DiagnosisFix {
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

/** A module asks nixpkgs' library for what only a newer nixpkgs has. */
export function newerLibrary(
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

/** Names that builtins or lib have had only for some releases, and that modules ask them for. */
const newer: Readonly<Record<string, string>> = {
  warn: '2.23',
  convertHash: '2.19',
  readFileType: '2.14',
  parseFlakeRef: '2.20',
  flakeRefToString: '2.20',
  addDrvOutputDependencies: '2.20',
};

export const isNewer = (name: string): boolean => name in newer;

/** The log does not show what was asked for it: the builtins of Nix, or the library of nixpkgs. */
export function eitherNewer(name: string, evidence: Evidence): readonly DiagnosisFix[] {
  return [
    shellFix(
      `If it is asked of builtins (--show-trace tells): Nix has ${name} since ${newer[name] ?? 'a newer release'}, and yours is older. Evaluate with a newer Nix.`,
      'nix --version; nix shell nixpkgs#nixVersions.latest',
    ),
    shellFix(
      `If it is asked of lib: what asks is newer than your nixpkgs. Update them together, or take the branch of that input for your release.`,
      evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
    ),
  ];
}
