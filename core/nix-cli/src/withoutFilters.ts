import { resolve } from 'node:path';
import { processes, type HostWith, type NixTarget, type ProcessRunner } from '@nixai/api';
import { nixAnswer } from './faults.js';

/** Filters of one repository: more are nobody's. */
const most = 500;

/**
 * Variables that take the filters of a flake's repository away. Nix before 2.20 has git compare the files of
 * a local flake, and its settings name a program for that: a flake that is only looked at may be a stranger's.
 */
export async function withoutFilters(
  host: HostWith<ProcessRunner>,
  target: NixTarget,
  { cwd = process.cwd(), signal }: { readonly cwd?: string; readonly signal: AbortSignal },
): Promise<Readonly<Record<string, string>>> {
  const folder = 'flake' in target ? folderOf(target.flake) : undefined;
  const runner = await host.service(processes);
  if (folder === undefined || (await runner.which('git')) === undefined) return {};
  const words = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'];
  const { stdout, truncated } = await runner.run(['git', '-C', resolve(cwd, folder), ...words], {
    signal,
  });
  const named = stdout.split('\0').filter((name) => name !== '');
  if (truncated || named.length > most)
    throw nixAnswer([], `the settings of the repository at ${folder} name no end of filters`);
  const names = named.flatMap((name) =>
    /\.(?:clean|smudge|process)$/.test(name)
      ? [
          [name, ''],
          [name.replace(/\.\w+$/, '.required'), 'false'],
        ]
      : [],
  );
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', `${names.length}`],
    ...names.flatMap(([name = '', value = ''], at) => [
      [`GIT_CONFIG_KEY_${at}`, name],
      [`GIT_CONFIG_VALUE_${at}`, value],
    ]),
  ]) as Readonly<Record<string, string>>;
}

/** Where a flake lies on this machine; undefined where it lies elsewhere, or in the registry. */
function folderOf(flake: string): string | undefined {
  const place = flake.replace(/[?#].*$/s, '').replace(/^git\+file:(?:\/\/)?/, '');
  return /^[./]/.test(place) ? place : place === '' ? '.' : undefined;
}
