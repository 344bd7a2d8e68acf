import { ExitCode, NixaiError } from '@nixai/api';
import type { RemoteResult } from '../ssh/remote.js';

/** The last lines of what a program says, in one. */
export const lastLines = (text: string, most = 3): string =>
  text.trim().split('\n').slice(-most).join('; ');

/** A machine that did not do what it was asked as root. */
export function refused(
  name: string,
  what: string,
  { code, stderr, stdout }: Pick<RemoteResult, 'code' | 'stderr' | 'stdout'>,
): NixaiError {
  const why = lastLines(stderr) || lastLines(stdout);
  return new NixaiError({
    code: 'machine-refused',
    what: `${name} did not ${what}`,
    why: why === '' ? `it ended with ${code}` : why,
    ...(/sudo/.test(why) && { hint: `log in as root, or let sudo ask for no password there` }),
  });
}

export function locked(name: string, by: string): NixaiError {
  return new NixaiError({
    code: 'deploy-locked',
    what: `another deployment is at ${name}`,
    why: by,
    hint: 'nixai machines history',
    exitCode: ExitCode.locked,
  });
}

export function copyFailed(name: string, stderr: string, code: number): NixaiError {
  const last = lastLines(stderr);
  return new NixaiError({
    code: 'copy-failed',
    what: `the system did not come to ${name}`,
    why: last === '' ? `nix copy ended with ${code}` : last,
    ...(/lacks a (?:valid )?signature|not trusted|cannot add path/.test(stderr) && {
      hint: `its Nix has to trust who logs in: nix.settings.trusted-users there, or log in as root`,
    }),
  });
}

export function untrusted(name: string, user: string, trusted: string): NixaiError {
  return new NixaiError({
    code: 'nix-untrusted',
    what: `the Nix of ${name} takes no system from ${user}`,
    why: `it trusts ${trusted === '' ? 'root alone' : trusted}, and the system is not signed`,
    hint: `nix.settings.trusted-users = [ "${user}" ]; there, or: nixai machines edit ${name} --ssh-user root`,
    exitCode: ExitCode.refused,
  });
}

export function hookFailed(what: string, name: string, stderr: string, code: number): NixaiError {
  const why = lastLines(stderr, 1);
  return new NixaiError({
    code: 'hook-failed',
    what: `the ${what} command failed for ${name}`,
    why: why === '' ? `it ended with ${code}` : why,
  });
}

export const buildFailed = (what: string, why: string): NixaiError =>
  new NixaiError({
    code: 'build-failed',
    what: `${what} does not build`,
    why,
    hint: 'nix build … 2>&1 | nixai diagnose',
  });
