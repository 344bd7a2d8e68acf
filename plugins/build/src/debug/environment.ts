import { availableParallelism, freemem, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { nix, type CommandContext } from '@nixai/api';
import { readFlakeLock, readRegular } from '@nixai/machine';
import type { Request } from '../request/request.js';
import type { Environment } from '../results/debugged.js';

/** What a build has here: Nix and how it is set, the machine, and the nixpkgs that it is likely of. */
export async function environmentOf(
  { host, signal }: Pick<CommandContext, 'host' | 'signal'>,
  request: Request,
): Promise<Environment> {
  const service = await host.service(nix);
  const settings = await service.settings({ signal });
  const version = (await service.version())?.version;
  const nixpkgs = await nixpkgsOf(request);
  return {
    ...(version !== undefined && { nix: version }),
    system: String(settings['system']),
    processors: availableParallelism(),
    cores: Number(settings['cores']),
    maxJobs: String(settings['max-jobs']),
    memory: totalmem(),
    free: freemem(),
    ...(nixpkgs !== undefined && { nixpkgs }),
  };
}

/** By the lock of the flake that is built, else by `<nixpkgs>`; undefined where that is not here to be read. */
async function nixpkgsOf({ targets, classic, folder }: Request): Promise<string | undefined> {
  if (classic) return ofNixPath(process.env['NIX_PATH'] ?? '');
  const [reference = ''] = targets.flatMap((one) => ('flake' in one ? [one.flake] : []));
  const [place = ''] = reference.split('#');
  if (!/^[./]/.test(place)) return undefined;
  const inputs = await readFlakeLock(resolve(folder, place));
  const input =
    inputs.find(({ name }) => name === 'nixpkgs') ??
    inputs.find(({ repository }) => /(?:^|\/)nixpkgs$/i.test(repository ?? ''));
  if (input === undefined) return undefined;
  const { name, ref, rev, date } = input;
  const words = [ref, rev?.slice(0, 7), date === undefined ? undefined : `of ${date.slice(0, 10)}`];
  return `${name} ${words.filter((word) => word !== undefined).join(' ')} (flake.lock)`;
}

/** The version that a channel's or a checkout's own files say. */
async function ofNixPath(path: string): Promise<string | undefined> {
  const folders = path
    .split(':')
    .flatMap((entry) =>
      entry.startsWith('nixpkgs=/')
        ? [entry.slice('nixpkgs='.length)]
        : entry.startsWith('/')
          ? [join(entry, 'nixpkgs')]
          : [],
    );
  for (const one of folders) {
    const said = await Promise.all(['.version', '.version-suffix'].map((name) => text(one, name)));
    if (said[0] !== '') return `${said.join('')} (<nixpkgs> is ${one})`;
  }
  return undefined;
}

const text = async (folder: string, name: string): Promise<string> =>
  ((await readRegular(join(folder, name))) ?? '').trim().slice(0, 80);
