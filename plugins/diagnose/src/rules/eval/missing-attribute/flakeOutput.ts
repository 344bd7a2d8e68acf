import { escaped } from '../../shared/escaped.js';
import type { DiagnosisFix, Evidence, SourcePosition } from '@nixai/api';
import { attributeName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { nearNames } from '../../shared/nearNames.js';

const output =
  /(?<![\w.])(?<input>[a-zA-Z][\w-]{1,60})\.(?<set>(?:nixos|home|homeManager|darwin|flake)Modules|overlays|lib|packages|legacyPackages|devShells|templates|formatter)\b/;

const systems = /^(?:x86_64|aarch64|i686|armv[67]l|riscv64)-(?:linux|darwin)$/;

/** A flake whose output the trace names, and that has it no more. */
export function ofNamedOutput(
  name: string,
  evidence: Evidence,
): readonly DiagnosisFix[] | undefined {
  const asked =
    evidence.before(/while evaluating the attribute '(?<path>[^']{3,200})'/, 30)?.groups?.[
      'path'
    ] ?? '';
  const brought = output.exec(asked)?.groups?.['input'];
  if (brought === undefined || !asked.includes(evidence.get('name').replace(/"/g, '')))
    return undefined;
  return [
    shellFix(
      `${brought} has no ${name} in that output any more: see what it is called there, and write that (or pin the revision of ${brought} that had it).`,
      `nix flake metadata   # has the url of ${brought}; nix flake show with that url lists its outputs`,
    ),
  ];
}

/** An output of a flake, by the source that asks for it. */
export function ofFlakeOutput(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] | undefined {
  const systemless = withoutSystem(name, evidence, at);
  if (systemless !== undefined) return systemless;
  const renamed = inPlural(name, markedSource(evidence, at) ?? '');
  if (renamed !== undefined) return renamed;
  const flake =
    askedOf(name, markedSource(evidence, at) ?? '') ??
    /(?<![\w.])(?!(?:pkgs|lib|config|self|inputs|input|value|flake|x|f|builtins|prev|final|nixpkgs|home|environment|users|programs|services)\b)(?<input>[a-zA-Z][\w-]{1,60})\.(?:packages|legacyPackages|lib|overlays?|nixosModules|homeModules|homeManagerModules|defaultPackage|devShells)\b/.exec(
      markedSource(evidence, at) ?? '',
    )?.groups?.['input'];
  if (flake !== undefined)
    return [
      shellFix(
        `If ${flake} has just been updated: it has ${name} no more, or by another name. See what it has (nix flake show with its url) and write that, or go back to the lock file of before.`,
        'git restore flake.lock   # then the same command, without an update',
      ),
      shellFix(
        `If ${flake} is locked at an old revision: a newer one may have ${name}.`,
        `nix flake update ${flake}`,
      ),
      ...nearNames(evidence),
    ];
  return systems.test(name) ? [forSystem(name, evidence, at)] : undefined;
}

/** Outputs that flakes had by one name for one thing, and have as sets since Nix 2.7. */
const plural: Readonly<Record<string, string>> = {
  overlay: 'overlays.default',
  nixosModule: 'nixosModules.default',
  homeManagerModule: 'homeModules.default',
  hmModule: 'homeModules.default',
  defaultPackage: 'packages',
  devShell: 'devShells',
};

const flakeName = String.raw`(?<flake>(?:inputs\.)?(?<input>[a-zA-Z][\w-]{1,60}))`;

function inPlural(name: string, source: string): readonly DiagnosisFix[] | undefined {
  const now = plural[name];
  const asked = new RegExp(
    String.raw`(?<![\w.])(?!self\.)${flakeName}\.${escaped(name)}(?<system>\.(?:\$\{[\w.]{1,80}\}|"?[\w]+-(?:linux|darwin)"?))?(?![\w-])`,
  ).exec(source)?.groups;
  if (now === undefined || asked === undefined || asked['input'] === 'inputs') return undefined;
  const system = asked['system'] ?? (now.includes('.') ? '' : '.${system}');
  return [
    nixFix(
      `Flakes name this output in the plural now, and ${asked['input'] ?? 'that one'} has dropped the old name: write the new one.`,
      `${asked['flake'] ?? ''}.${now}${now.includes('.') ? '' : `${system}.default`}`,
    ),
    advice(
      `If that is missing as well: nix flake show with its url lists what it has (homeModules is homeManagerModules in some).`,
    ),
  ];
}

/** The flake that this very name is asked of, where the line asks several. */
const askedOf = (name: string, source: string): string | undefined =>
  /^(?:overlays|packages|legacyPackages|lib|(?:nixos|home|homeManager|darwin)Modules|devShells)$/.test(
    name,
  )
    ? new RegExp(
        String.raw`(?<![\w.])(?!(?:pkgs|lib|config|self|inputs|builtins|nixpkgs)\b)(?<input>[a-zA-Z][\w-]{1,60})\.${escaped(name)}\b`,
      ).exec(source)?.groups?.['input']
    : undefined;

/** `inputs.name`: what that input has, or that there is none of the name. */
export function ofInputs(
  name: string,
  source: string,
  evidence: Evidence,
): readonly DiagnosisFix[] | undefined {
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
  return undefined;
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

function forSystem(name: string, evidence: Evidence, at: SourcePosition | undefined): DiagnosisFix {
  const source = markedSource(evidence, at)?.trim();
  return advice(
    `What is asked for ${name}${source === undefined ? '' : ` in ${source.slice(0, 120)}`} has nothing for that system: it does not support it, or names its outputs in another way since an update. See what it has with nix flake show, set the system where the configuration is made, or update or pin that input.`,
  );
}
