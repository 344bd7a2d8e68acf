import { nixosRelease, releaseAfter, stableRelease } from '@nixai/api';
import { mapTexts } from './mapTexts.js';
import type { Topic } from './schema.js';

/**
 * A release that an answer is for: `26.05`, or `unstable`, which is the branch where the next one
 * is in the making.
 */
export type TargetRelease = string;

/**
 * What stands in a topic instead of a release, so that none goes out of date: `{{nixos-branch}}`. In
 * each, what a person on the release writes.
 */
export const placeholders = [
  'release',
  'nixos-branch',
  'home-manager-branch',
  'darwin-branch',
  'darwin-nixpkgs-branch',
  'stable',
  'stable-end',
  'next',
] as const;

/** Fills the placeholders of all texts of a topic. */
export function fillTopic(topic: Topic, release: TargetRelease | undefined, today: Date): Topic {
  const values = valuesFor(release, today);
  return mapTexts(topic, (text) => fillText(text, values));
}

type Values = Readonly<Record<(typeof placeholders)[number], string>>;

function fillText(text: string, values: Values): string {
  return text.replace(/\{\{([a-z-]+)\}\}/g, (whole, name: string) =>
    name in values ? values[name as keyof Values] : whole,
  );
}

function valuesFor(target: TargetRelease | undefined, today: Date): Values {
  const stable = stableRelease(today);
  const release = target ?? stable.release;
  const common = {
    stable: stable.release,
    'stable-end': stable.endOfLife,
    next: releaseAfter(stable).release,
  };
  if (release === 'unstable')
    return {
      ...common,
      release: common.next,
      'nixos-branch': 'nixos-unstable',
      'home-manager-branch': 'master',
      'darwin-branch': 'master',
      'darwin-nixpkgs-branch': 'nixpkgs-unstable',
    };
  return {
    ...common,
    release,
    'nixos-branch': `nixos-${release}`,
    'home-manager-branch': `release-${release}`,
    'darwin-branch': `nix-darwin-${release}`,
    'darwin-nixpkgs-branch': `nixpkgs-${release}-darwin`,
  };
}

/** The release that a question names: "I'm running NixOS 23.11", "nixos-unstable". */
export function releaseInQuestion(question: string): TargetRelease | undefined {
  const named = /\bnixos[- ]?(\d\d\.(?:05|11)|unstable)\b/i.exec(question)?.[1]?.toLowerCase();
  return named === undefined || named === 'unstable' || nixosRelease(named) !== undefined
    ? named
    : undefined;
}
