import type { DiagnosisFix, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from './fix.js';

/** Projects that have a branch for each release of NixOS, and what it is called. */
const branches: Readonly<Record<string, readonly [repository: string, branch: string]>> = {
  'home-manager': ['nix-community/home-manager', 'release-'],
  stylix: ['nix-community/stylix', 'release-'],
  nixvim: ['nix-community/nixvim', 'nixos-'],
  'nix-darwin': ['nix-darwin/nix-darwin', 'nix-darwin-'],
};

/** The release of the nixpkgs that a log is of, if it says so. */
const releaseOf = ({ origin, all }: Evidence): string | undefined =>
  origin.nixos ??
  all(/\b(?:nixos|release|nix-darwin|nixpkgs)-(?<is>2\d\.(?:05|11))\b/)[0]?.groups?.['is'];

/** The branch of a project that fits a release of nixpkgs, as flake.nix names it. */
function branchFor(
  project: string,
  release: string | undefined,
  title: string,
): DiagnosisFix | undefined {
  const [repository, branch] = branches[project] ?? [];
  if (repository === undefined || branch === undefined) return undefined;
  return nixFix(
    title,
    `inputs.${project}.url = "github:${repository}/${branch}${release ?? 'YOUR_RELEASE'}";\ninputs.${project}.inputs.nixpkgs.follows = "nixpkgs";`,
    release === undefined
      ? { fill: { YOUR_RELEASE: 'the release of your nixpkgs, as 25.05' } }
      : {},
  );
}

/**
 * A source that asks nixpkgs for what it does not have: the two are of different times. Which of them is the
 * older one the log does not say; what they follow does.
 */
export function ofTwoTimes(project: string, evidence: Evidence): readonly DiagnosisFix[] {
  const release = releaseOf(evidence);
  const same = `If ${project} and nixpkgs follow the same (unstable, or one release): one is older. Update both`;
  const differ = `If they do not (its main branch, a release of nixpkgs): take its branch for that release`;
  if (evidence.context.flake === false)
    return [
      shellFix(
        `${same}, those of root as well.`,
        'nix-channel --update; sudo nix-channel --update',
      ),
      project === 'home-manager'
        ? shellFix(
            `${differ} (nix-channel --list shows which it is).`,
            `nix-channel --add https://github.com/nix-community/home-manager/archive/release-${release ?? 'YOUR_RELEASE'}.tar.gz home-manager && nix-channel --update`,
            release === undefined
              ? { fill: { YOUR_RELEASE: 'the release of your nixpkgs, as 25.05' } }
              : {},
          )
        : advice(`${differ} (nix-channel --list shows which it is).`),
    ];
  return [
    shellFix(
      `${same}.`,
      `nix flake update ${project} nixpkgs   # before Nix 2.19: nix flake update`,
    ),
    branchFor(project, release, `${differ}, in flake.nix.`) ?? advice(`${differ}, in flake.nix.`),
  ];
}
