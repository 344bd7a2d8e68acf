import type { HealthFix } from '../check.js';

/** Removes what of the store nothing needs; deletes no generation. */
export const collector = ['nix-collect-garbage'] as const;

export const collectGarbage: HealthFix = {
  title: 'Remove what nothing needs any more',
  code: collector.join(' '),
  language: 'sh',
  safe: { kind: 'collect-garbage' },
};
