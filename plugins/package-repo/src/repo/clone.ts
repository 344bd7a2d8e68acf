import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ExitCode, NixaiError, http, processes, shellWord, type Host } from '@nixai/api';
import { parseOrigin, versionOfTag } from './git.js';

/** Whether a word is an address that git fetches from, and no folder. */
export function isAddress(word: string): boolean {
  return /^(?:https?|ssh|git|file):\/\//.test(word) || /^[\w.-]+@[\w.-]+:(?!\/\/)./.test(word);
}

/**
 * Clones the newest version of an address into a folder. git
 * runs no hook, no submodule is fetched, and the key stays where it is.
 * @throws NixaiError `offline`, `package-clone` with what git says.
 */
export async function clone(
  host: Host,
  address: string,
  into: string,
  sshKey: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const origin = parseOrigin(address);
  if (origin === undefined && !address.startsWith('file://'))
    throw failed(address, 'that is no address of a repository');
  if (origin !== undefined) (await host.service(http)).check(`https://${origin.domain}/`, false);
  const run = await host.service(processes);
  const env: Record<string, string> = {
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_LFS_SKIP_SMUDGE: '1',
    LC_ALL: 'C',
  };
  if (process.env['SSH_AUTH_SOCK'] !== undefined)
    env['SSH_AUTH_SOCK'] = process.env['SSH_AUTH_SOCK'];
  env['GIT_SSH_COMMAND'] = 'ssh -o BatchMode=yes';
  if (sshKey !== undefined) {
    const key = resolve(sshKey);
    if ((await stat(key).catch(() => undefined))?.isFile() !== true)
      throw failed(address, `there is no key ${sshKey}`);
    env['GIT_SSH_COMMAND'] = `ssh -o BatchMode=yes -o IdentitiesOnly=yes -i ${shellWord(key)}`;
  }
  const git = (...words: string[]) => run.run(['git', ...words], { env, signal, timeout: 600_000 });
  const remote = await git('ls-remote', '--tags', '--refs', '--', address);
  if (remote.code !== 0) throw failed(address, remote.stderr.trim().split('\n').at(-1));
  const tag = newest(remote.stdout.split('\n').map((line) => line.split('refs/tags/')[1] ?? ''));
  const target = join(into, origin?.repo ?? 'source');
  const branch = tag === undefined ? [] : ['--branch', tag];
  const { code, stderr } = await git(
    ...['clone', '--quiet', '--depth', '1', '--no-recurse-submodules', ...branch],
    ...['--', address, target],
  );
  if (code !== 0) throw failed(address, stderr.trim().split('\n').at(-1));
  return target;
}

/** The tag of the highest version that is no preview, or of the highest at all. */
export function newest(tags: readonly string[]): string | undefined {
  const versions = tags
    .filter((tag) => !tag.startsWith('-'))
    .map((tag) => ({ tag, version: versionOfTag(tag) }))
    .filter((one): one is { tag: string; version: string } => one.version !== undefined);
  const final = versions.filter(({ version }) => !/[a-z]{2,}/i.test(version));
  return [...(final.length > 0 ? final : versions)].sort((one, other) =>
    compare(other.version, one.version),
  )[0]?.tag;
}

function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) =>
    version.split(/[.\-_+]/).map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < Math.max(left!.length, right!.length); index++) {
    const difference = (left![index] ?? 0) - (right![index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function failed(address: string, why: string | undefined): NixaiError {
  return new NixaiError({
    code: 'package-clone',
    what: `${address} could not be cloned`,
    why,
    hint: /denied|publickey|authentication|could not read Username/i.test(why ?? '')
      ? '--ssh-key FILE names a key for a private repository'
      : 'clone it yourself, and give the folder',
    exitCode: ExitCode.failure,
  });
}
