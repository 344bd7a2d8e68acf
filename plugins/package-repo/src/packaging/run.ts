import { resolve } from 'node:path';
import { ExitCode, NixaiError, processes, type CommandContext } from '@nixai/api';
import { clone, isAddress } from '../repo/clone.js';
import { withScratch } from '../repo/scratch.js';
import type { packageFlags } from './flags.js';
import { folderOfDerivations, layOut } from './layout.js';
import { prepare, type Prepared } from './prepare.js';
import { resultOf, type PackageResult } from './result.js';
import { planFiles } from './write.js';

type Context = CommandContext<typeof packageFlags>;

/** From a folder or an address to what is known of it, and to its files where that is wanted. */
export async function runPackageRepo(context: Context, word: string): Promise<PackageResult> {
  const { host, flags, prompt, signal, tasks } = context;
  const mode = flags['analyze-only']
    ? 'analysis'
    : flags['deps-only']
      ? 'dependencies'
      : 'derivation';
  const layout = flags.as;
  const output = flags.output ?? (layout === 'package.nix' ? undefined : '.');
  const address = isAddress(word) && !flags.local;
  if (address && !flags.clone && !(prompt.interactive && (await prompt.confirm(`Clone ${word}?`))))
    throw new NixaiError({
      code: 'package-clone',
      what: `${word} is not on this machine`,
      hint: '--clone has git fetch it; or clone it yourself, and give the folder',
      exitCode: ExitCode.refused,
    });
  const work = async (folder: string): Promise<PackageResult> => {
    const prepared = await tasks.run(`packaging ${word}`, (task) =>
      prepare(
        host,
        folder,
        {
          name: flags.name,
          buildSystem: flags['build-system'],
          language: flags.language,
          all: flags.all,
          // What only is looked at needs no hash.
          hashes: mode === 'derivation' ? flags.hashes : 'fake',
          at: output === undefined ? undefined : folderOfDerivations(layout, resolve(output)),
        },
        task,
      ),
    );
    return finish(context, prepared, mode, output);
  };
  if (!address) return work(word);
  return withScratch(await host.service(processes), signal, async (scratch) =>
    work(await clone(host, word, scratch, flags['ssh-key'], signal)),
  );
}

async function finish(
  { host, flags, carryOut }: Context,
  prepared: Prepared,
  mode: PackageResult['mode'],
  output: string | undefined,
): Promise<PackageResult> {
  const common = {
    ...resultOf(prepared),
    mode,
    format: flags['output-format'],
    verbose: flags.verbose === true,
    dryRun: flags['dry-run'] === true,
  };
  const faulty = prepared.packages.find(
    ({ check }) => check.faults.length > 0 || check.failure !== undefined,
  );
  if (faulty !== undefined && mode === 'derivation')
    throw new NixaiError({
      code: 'package-faulty',
      what: `the derivation of ${faulty.component.name} does not hold, and is not given out`,
      why: faulty.check.failure ?? faulty.check.faults[0],
      hint: 'nixai package-repo --analyze-only --verbose says what it was made from',
      exitCode: ExitCode.failure,
    });
  if (mode !== 'derivation' || output === undefined) return { ...common, written: false };
  const texts = layOut(prepared, flags.as);
  const folder = resolve(output);
  const plan = await planFiles(host, folder, texts, flags.force === true);
  const done = await carryOut(plan, {
    dryRun: common.dryRun,
    yes: flags.yes,
    question: `Write ${texts.length === 1 ? texts[0]!.path : `${texts.length} files`} in ${output}?`,
  });
  return {
    ...common,
    output: texts.map(({ path, text }) => ({ path, text })),
    written: done !== undefined,
    undo: done?.change,
  };
}
