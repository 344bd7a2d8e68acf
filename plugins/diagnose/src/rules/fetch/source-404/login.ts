import type { DiagnosisFix, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** The repository of GitHub that the command itself names, where that is what is not there. */
export function askedByName(url: string | undefined, evidence: Evidence): string | undefined {
  const asked = /api\.github\.com\/repos\/(?<is>[\w.-]{1,60}\/[\w.-]{1,80})/.exec(url ?? '')
    ?.groups?.['is'];
  const named = evidence.before(/\bnix .{0,200}?\bgithub:(?<is>[\w.-]{1,60}\/[\w.-]{1,80})/, 12)
    ?.groups?.['is'];
  return asked === named ? asked : undefined;
}

/** A forge says of a private repository that it is not there. */
export const closed = (repository: string): readonly DiagnosisFix[] => [
  advice(
    `If ${repository} is private: give Nix a token that may read it, for the user that runs the command: access-tokens = github.com=… in ~/.config/nix/nix.conf (root has its own, /root/.config/nix/nix.conf), or name it as git+ssh://git@github.com/${repository}.`,
    'security',
  ),
  advice(
    'If it is not: correct the name after github: (owner, repository, and the branch after them).',
  ),
];

/** The server does not want another login, but a valid one. */
export const badToken = (evidence: Evidence): readonly DiagnosisFix[] =>
  evidence.after(/"message": ?"Bad credentials"/, 12) === undefined
    ? []
    : [
        shellFix(
          'Nix sends a token that is no longer valid (expired, revoked, cut): find it (access-tokens), and renew it or take it out; what is public needs none.',
          'grep -sn access-tokens ~/.config/nix/nix.conf /etc/nix/nix.conf /root/.config/nix/nix.conf; echo "$NIX_CONFIG"',
          'security',
        ),
      ];

/** access-tokens are for forges alone; any other server's login stands in a netrc file. */
export function ownServer(url = ''): readonly DiagnosisFix[] {
  const host = /^https?:\/\/(?:[^/@\s]{1,80}@)?(?<is>[\w.-]{3,120})/.exec(url)?.groups?.['is'];
  if (host === undefined || /(?:^|\.)(?:github|gitlab|codeberg|sr)\.(?:com|org|ht)$/.test(host))
    return [];
  return [
    nixFix(
      `${host} wants a login, and Nix' fetchers take it from a netrc file (a line machine ${host} login NAME password SECRET) that the daemon can read.`,
      'nix.settings.netrc-file = "/etc/nix/netrc";   # nix.conf: netrc-file = /etc/nix/netrc',
      'security',
    ),
    advice(
      'What curl fetches inside of a build (fetchurl, uv2nix, poetry2nix) reads no netrc of yours: give it netrcPhase, or fetch it with builtins.fetchurl, which does.',
    ),
  ];
}
