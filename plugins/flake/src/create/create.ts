import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  expectOf,
  ExitCode,
  files,
  NixaiError,
  shellWord,
  stableRelease,
  type CommandContext,
} from '@nixai/api';
import type { FlakeCreated } from '../commands/flake/create.js';
import { systems } from '../rules/shared/systems.js';
import { analyze, type Analyzed } from './analyze.js';
import { derivationOf } from './packaged.js';
import { flakeText } from './write.js';

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly path: string;
  readonly flags: {
    readonly analyze: boolean;
    readonly style: 'plain' | 'parts';
    readonly system?: readonly string[];
    readonly desc?: string;
    readonly force: boolean;
    readonly yes: boolean;
    readonly 'dry-run'?: boolean;
  };
};

/** Bytes beyond which nobody wrote it. */
const largest = 16 * 1024 * 1024;

function isText(file: string): boolean {
  const stats = statSync(file);
  return stats.isFile() && stats.size <= largest;
}

/** Writes a flake.nix for a folder. */
export async function create({ host, carryOut, path, flags }: Context): Promise<FlakeCreated> {
  const folder = resolve(path);
  const file = join(folder, 'flake.nix');
  const isThere = existsSync(file);
  if (isThere && (!flags.force || !isText(file)))
    throw new NixaiError({
      code: 'file-exists',
      what: `there is ${file} already`,
      hint: 'nixai flake fix, or --force to replace it (nixai undo brings it back)',
      exitCode: ExitCode.refused,
    });
  const known: Analyzed = flags.analyze ? analyze(folder) : { tools: [], found: [] };
  const derivation =
    flags.analyze && known.package === undefined ? await derivationOf(host, folder) : undefined;
  const ownPackage = derivation === undefined ? known.package : './package.nix';
  const { release } = stableRelease(new Date());
  const content = flakeText({
    description: flags.desc ?? basename(folder),
    style: flags.style,
    systems: systemsFrom(flags.system),
    branch: `nixos-${release}`,
    tools: known.tools,
    ...(ownPackage !== undefined && { package: ownPackage }),
  });
  const before = isThere ? readFileSync(file, 'utf8') : undefined;
  const plan = await (
    await host.service(files)
  ).plan(
    [
      { path: file, content, expect: expectOf(before) },
      // None of them is there, or it would not have been made.
      ...(derivation?.files ?? []).map(({ path: name, text }) => ({
        path: join(folder, name),
        content: text,
        expect: '',
      })),
    ],
    'flake create',
  );
  const dryRun = flags['dry-run'] === true;
  const done = await carryOut(plan, { dryRun, yes: flags.yes, question: `Write ${file}?` });
  const written = ['flake.nix', ...(derivation?.files ?? []).map((one) => one.path)];

  return {
    file,
    content,
    found: known.found,
    tools: known.tools,
    ...(derivation !== undefined && {
      package: { about: derivation.about, files: derivation.files },
    }),
    next: [
      ...(existsSync(join(folder, '.git'))
        ? [`git add -N ${written.map(shellWord).join(' ')}`]
        : []),
      ...(derivation?.hashes ?? []),
      'nix flake lock',
      'nix develop',
      ...(ownPackage === undefined && known.found.length > 0
        ? ['nixai package-repo . --output package.nix']
        : []),
    ],
    written: done !== undefined,
    dryRun,
    ...(done !== undefined && { undo: done.change }),
  };
}

/** @throws NixaiError `flake-system` for what is no system. */
function systemsFrom(words: readonly string[] = []): readonly string[] {
  const names = words.flatMap((word) => word.split(',')).filter((name) => name !== '');
  const odd = names.find((name) => !/^[a-z0-9_]+-[a-z0-9]+$/.test(name));
  if (odd !== undefined)
    throw new NixaiError({
      code: 'flake-system',
      what: `"${odd}" is no system`,
      hint: `one of ${systems.join(', ')}`,
      exitCode: ExitCode.usage,
    });
  return names.length === 0 ? systems : [...new Set(names)];
}
