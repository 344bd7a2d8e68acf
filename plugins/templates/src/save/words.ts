import { basename } from 'node:path';
import { ExitCode, NixaiError, type NixTemplate } from '@nixai/api';
import { leavesOf, parse } from '@nixai/nix';

/** @throws NixaiError `usage` for a name that is no file name to everybody. */
export function nameOf(name: string): string {
  if (/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/.test(name) && name.length <= 64) return name;
  throw new NixaiError({
    code: 'usage',
    what: `"${name}" cannot be the name of a template`,
    hint: 'small letters, digits and -: office-desk',
    exitCode: ExitCode.usage,
  });
}

/** Words of a list, as they are compared: `Corporate,Dev Tools` as `corporate` and `dev-tools`. */
export const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) =>
      word
        .trim()
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter(Boolean);

/** What a file is, from its name and from what it sets. */
export function kindOf(file: string, source: string): NixTemplate['kind'] {
  if (basename(file) === 'flake.nix') return 'flake';
  const heads = leavesOf(parse(source, { pipeOperators: true }).tree).map(({ names }) => names[0]);
  const isHome = heads.some((name) => name === 'home' || name === 'xdg' || name === 'dconf');
  const isSystem = heads.some(
    (name) => name === 'system' || name === 'boot' || name === 'networking',
  );
  return isHome && !isSystem ? 'home-manager' : 'nixos';
}
