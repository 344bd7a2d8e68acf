import type { HealthFix } from '@nixai/api';

/** Removes what of the store nothing needs; deletes no generation. */
export const collector = ['nix-collect-garbage'] as const;

export const collectGarbage: HealthFix = {
  title: 'Remove what nothing needs any more',
  code: collector.join(' '),
  language: 'sh',
  safe: { kind: 'collect-garbage' },
};
