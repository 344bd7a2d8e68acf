import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A Haskell package wants other versions than the package set has, or one that is not given. */
export const haskellBounds: DiagnosisRule = inPackage({
  id: 'build/haskell-bounds',
  class: 'haskell-dependency-bounds',
  phase: 'build',
  title: 'Haskell dependency is missing or of another version',
  components: ['build', 'haskell'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['Encountered missing or private dependencies', 'Encountered missing dependencies'],
      line: /Encountered missing (?:or private )?dependencies:(?<same>.{0,300})/,
    },
    {
      anchors: ['following dependencies are missing'],
      line: /At least the following dependencies are missing:(?<same>.{0,300})/,
    },
    {
      anchors: ['Could not resolve dependencies'],
      line: /^\s*(?:Error: |cabal: )*\[?(?:Cabal-\d{4}\]?\s*)?(?<solver>Could not resolve dependencies:)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: Haskell',
      url: 'https://nixos.org/manual/nixpkgs/stable/#haskell-overriding-haskell-packages',
    },
  ],
  explain(evidence) {
    const wanted = wantedOf(evidence);
    // Cabal's own solver is asked in shells, with Hackage at hand.
    if (evidence.get('solver') !== '' && evidence.all(/\/nix\/store\//)[0] === undefined)
      return undefined;
    const derivation = evidence.block.derivation ?? configuring(evidence);
    const short = packageName(derivation?.replace(/-\d[\w.]{0,40}$/, ''));
    const bounded = wanted.some((one) => /[<>=]/.test(one));
    const list = wanted.join(', ') || 'what it depends on';
    return {
      culprit: `${list}${derivation === undefined ? '' : ` for ${derivation}`}`,
      facts: { dependencies: list, derivation },
      message: `${derivation ?? 'The package'} ${bounded ? `asks for ${list}, and the Haskell package set of this nixpkgs has other versions` : `needs ${list}, which it is not given`}.`,
      fixes: [
        ...(isComponent(derivation) ? ofPlan : []),
        ...(bounded && derivation === undefined ? ofWhom(evidence) : []),
        ...(bounded && !isComponent(derivation)
          ? [
              nixFix(
                'Take its limits on versions away (in an overlay of haskellPackages); if it then does not compile, they are needed.',
                `${short ?? 'YOUR_PACKAGE'} = pkgs.haskell.lib.compose.doJailbreak prev.${short ?? 'YOUR_PACKAGE'};`,
                short === undefined ? { fill: { YOUR_PACKAGE: 'the package that is built' } } : {},
              ),
              advice(
                'If the package is yours: widen the bounds in build-depends of its .cabal file (or package.yaml), and generate its Nix file anew if it has one (cabal2nix).',
              ),
            ]
          : isComponent(derivation)
            ? []
            : [
                advice(
                  `Add ${list} to the dependencies: in the .cabal file of your package; in a Nix file of cabal2nix, by generating it anew.`,
                ),
              ]),
        shellFix(
          'If it is of nixpkgs and unchanged: another revision (or compiler, haskell.packages.ghcXYZ) has versions that fit.',
          evidence.context.flake === false
            ? 'sudo nix-channel --update'
            : 'nix flake update nixpkgs',
        ),
      ],
      verify: buildAgain(derivation),
    };
  },
});

/** haskell.nix builds each component of a package by itself, and names it so: `unix-lib-unix-2.7.2.2`. */
const isComponent = (derivation = ''): boolean =>
  /-(?:lib|exe|test|bench|sublib|foreignlib)-[a-z][\w-]{0,80}-\d[\d.]*(?:-\w{1,20})?$/.test(
    derivation,
  );

const ofPlan: readonly DiagnosisFix[] = [
  advice(
    'If cabal.project (or stack.yaml) pins it, or an old index-state: the plan of haskell.nix took a version that this GHC is too new for. Raise index-state or the resolver, or allow it (allow-newer: PACKAGE:base), and plan anew.',
  ),
  nixFix(
    'If it is a package that comes with GHC (unix, process, Cabal …): haskell.nix builds it again because something asks for another version; let it take the one of GHC.',
    'modules = [ { reinstallableLibGhc = false; } ];',
  ),
];

/** The log does not say which package it is, and so not who can mend it. */
const ofWhom = ({ context }: Evidence): readonly DiagnosisFix[] => [
  shellFix(
    'If it is a package of nixpkgs: this revision does not build it. Take another one.',
    context.flake === false ? 'sudo nix-channel --update' : 'nix flake update nixpkgs',
  ),
  nixFix(
    'If it is yours, or of an overlay of yours: take its limits on versions away, or widen them in its .cabal file.',
    'YOUR_PACKAGE = pkgs.haskell.lib.compose.doJailbreak prev.YOUR_PACKAGE;',
    { fill: { YOUR_PACKAGE: 'the package that is built' } },
  ),
];

/** The dependencies stand on the line, or on those below, with commas between them. */
function wantedOf(evidence: Evidence): readonly string[] {
  const lines = [evidence.get('same'), ...evidence.below(8)];
  const end = lines.findIndex(
    (text, index) =>
      index > 0 && !/^\s*[a-z][\w-]{0,80}(?::[\w-]{1,60})? ?(?:-any\b|[<>=*(&|,]|$)/i.test(text),
  );
  return (end < 0 ? lines : lines.slice(0, end))
    .join(' ')
    .split(/,\s*/)
    .map((one) => one.replace(/ -any$/, '').trim())
    .filter((one) => /^[a-z]/i.test(one))
    .slice(0, 6);
}

const configuring = (evidence: Evidence): string | undefined =>
  evidence.before(
    /^Configuring (?:library for |executable .{1,60} for )?(?<name>[\w-]{2,80}-\d[\w.]{0,40}?)\.{0,3}$/,
    12,
  )?.groups?.['name'];
