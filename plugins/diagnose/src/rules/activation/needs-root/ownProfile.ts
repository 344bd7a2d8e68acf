import type { Diagnosis, Evidence } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** A user installs into the profile of all: that is no change of the system, and is better made in one's own. */
export function ownProfile(named: string, { line, context }: Evidence): Diagnosis | undefined {
  const path = named.replace(/\.lock$/, '');
  const told = /^\s*nix-env: /.test(line.text);
  if (!told && context.tool !== 'nix-env') return undefined;
  return {
    culprit: path,
    facts: { path },
    message: `nix-env writes to ${path}, the profile of all users, which only root may change: your ~/.nix-profile points there, or the command names it (-p).`,
    fixes: [
      shellFix(
        'Use a profile of your own, then run the same command again, without sudo (and without -p).',
        'mkdir -p ~/.local/state/nix/profiles && nix-env --switch-profile ~/.local/state/nix/profiles/profile',
      ),
    ],
    verify: ['readlink ~/.nix-profile'],
  };
}
