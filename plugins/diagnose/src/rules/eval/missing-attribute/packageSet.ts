import { shellWord, type DiagnosisFix, type Evidence } from '@nixai/api';
import { attributeName } from '../../shared/code.js';
import { escaped } from '../../shared/escaped.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A package, or what an overlay brings. */
export function ofPackages(
  name: string,
  source: string,
  evidence: Evidence,
): readonly DiagnosisFix[] {
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
