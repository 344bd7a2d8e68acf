import { resolve } from 'node:path';
import { ExitCode, NixaiError, processes, type CommandContext } from '@nixai/api';
import { clone, isAddress } from '../repo/clone.js';
import { withScratch } from '../repo/scratch.js';
import type { packageFlags } from './flags.js';
import { folderOfDerivations, layOut, type OutputFile } from './layout.js';
import { prepare, type Prepared } from './prepare.js';
import { resultOf, type PackageResult } from './result.js';
import { planFiles } from './write.js';

export type PackageContext = CommandContext<typeof packageFlags>;
/** What is known, or what a model would be sent (`--show-prompt`). */
export type PackageOutcome = PackageResult | { readonly prompt: string };

/** From a folder or an address to what is known of it, and to its files where that is wanted. */
export async function runPackageRepo(
  context: PackageContext,
  word: string,
): Promise<PackageOutcome> {
  const { host, flags, prompt, signal } = context;
  const address = isAddress(word) && !flags.local;
  if (!address) return packageFolder(context, word, word);
  if (!flags.clone && !(prompt.interactive && (await prompt.confirm(`Clone ${word}?`))))
    throw new NixaiError({
      code: 'package-clone',
      what: `${word} is not on this machine`,
      hint: '--clone has git fetch it; or clone it yourself, and give the folder',
      exitCode: ExitCode.refused,
    });
  return withScratch(await host.service(processes), signal, async (scratch) =>
    packageFolder(context, await clone(host, word, scratch, flags['ssh-key'], signal), word),
  );
}

async function packageFolder(
  context: PackageContext,
  folder: string,
  called: string,
): Promise<PackageOutcome> {
  const { host, flags, tasks } = context;
  const mode = flags['analyze-only']
    ? 'analysis'
    : flags['deps-only']
      ? 'dependencies'
      : 'derivation';
  const output = flags.output ?? (flags.as === 'package.nix' ? undefined : '.');
  const at = output === undefined ? undefined : folderOfDerivations(flags.as, resolve(output));
  const template =
    flags.template === undefined
      ? undefined
      : await (await import('../templates/template.js')).findTemplate(host, flags.template);
  const { withTemplate } = await import('../templates/template.js');
  const keeps = flags['template-mode'] === true;
  const prepared = await tasks.run(`packaging ${called}`, (task) =>
    prepare(
      host,
      folder,
      {
        name: keeps ? undefined : flags.name,
        buildSystem: flags['build-system'],
        language: flags.language ?? template?.language,
        all: flags.all,
        adapt: template === undefined ? undefined : (facts) => withTemplate(facts, template),
        // What only is looked at needs no hash.
        hashes: mode === 'derivation' && !keeps ? flags.hashes : 'fake',
        evaluate: mode === 'derivation' && !keeps,
        at,
      },
      task,
    ),
  );
  const common = {
    ...resultOf(prepared),
    mode,
    format: flags['output-format'],
    verbose: flags.verbose === true,
    dryRun: flags['dry-run'] === true,
    written: false,
  } as const;
  if (keeps) return kept(context, prepared, common);
  refuseFaulty(prepared, mode);
  const built = flags.build ? await build(context, prepared, common) : common;
  const texts = layOut(prepared, flags.as).map((one) => withBuiltHashes(one, built));
  const written =
    mode !== 'derivation' || output === undefined
      ? built
      : { ...built, ...(await write(context, texts, output)) };
  return explained(context, written);
}

/**
 * Nothing is given out where a derivation does not hold.
 * @throws NixaiError `package-lock` where that is for want of a lock file; `package-faulty` elsewhere.
 */
function refuseFaulty({ packages }: Prepared, mode: PackageResult['mode']): void {
  const faulty = packages.find(
    ({ check }) => check.faults.length > 0 || check.failure !== undefined,
  );
  if (faulty === undefined || mode !== 'derivation') return;
  const { missingLock, builder } = faulty.component.facts;
  if (missingLock !== undefined)
    throw new NixaiError({
      code: 'package-lock',
      what: `${faulty.component.name} has no ${missingLock.file}, which ${builder} fetches its dependencies by`,
      hint: `${missingLock.command} writes it: run that in the project, commit the file, and package it again`,
      exitCode: ExitCode.failure,
    });
  throw new NixaiError({
    code: 'package-faulty',
    what: `the derivation of ${faulty.component.name} does not hold, and is not given out`,
    why: faulty.check.failure ?? faulty.check.faults[0],
    hint: 'nixai package-repo --analyze-only --verbose says what it was made from',
    exitCode: ExitCode.failure,
  });
}

async function write(
  { host, flags, carryOut }: PackageContext,
  texts: readonly OutputFile[],
  output: string,
): Promise<Pick<PackageResult, 'output' | 'written' | 'undo'>> {
  const plan = await planFiles(host, resolve(output), texts, flags.force === true);
  const done = await carryOut(plan, {
    dryRun: flags['dry-run'],
    yes: flags.yes,
    question: `Write ${texts.length === 1 ? texts[0]!.path : `${texts.length} files`} in ${output}?`,
  });
  return {
    output: texts.map(({ path, text }) => ({ path, text })),
    written: done !== undefined,
    undo: done?.change,
  };
}

/** Each project's derivation built, with the files that it has beside it. */
async function build(
  { host, tasks }: PackageContext,
  prepared: Prepared,
  result: PackageResult,
): Promise<PackageResult> {
  const { buildDerivation } = await import('../build/build.js');
  const packages: PackageResult['packages'][number][] = [];
  for (const [index, one] of result.packages.entries()) {
    const { component, nixAtHome } = prepared.packages[index]!;
    const beside = (component.facts.companions ?? []).flatMap(({ path, text }) =>
      text === undefined ? [] : [{ path, text }],
    );
    const built = await tasks.run(`building ${one.name}`, (task) =>
      buildDerivation(
        host,
        {
          name: one.name,
          text: nixAtHome,
          shown: one.nix,
          beside,
          cwd: prepared.analysis.folder,
          program: component.facts.mainProgram?.value,
        },
        task,
      ),
    );
    packages.push({ ...one, build: built, nix: built.nix });
  }
  return { ...result, packages };
}

function withBuiltHashes(file: OutputFile, { packages }: PackageResult): OutputFile {
  const built = packages.find(
    (one) => one.build !== undefined && file.path.split('/').at(-1) === `${one.name}.nix`,
  );
  const only = packages.length === 1 && file.path.endsWith('/package.nix') ? packages[0] : built;
  return only?.build === undefined ? file : { ...file, text: only.nix };
}

async function kept(
  context: PackageContext,
  { packages }: Prepared,
  result: PackageResult,
): Promise<PackageResult> {
  const { keepTemplate, templateOf } = await import('../templates/template.js');
  const { component } = packages[0]!;
  const name = context.flags.name ?? component.name;
  const done = await keepTemplate(context, templateOf(component, name), {
    dryRun: context.flags['dry-run'],
    yes: context.flags.yes,
    force: context.flags.force,
  });
  return { ...result, written: done.written, undo: done.undo, template: { name, file: done.file } };
}

/** With a model's words, where one is set up and a person reads them. */
async function explained(context: PackageContext, result: PackageResult): Promise<PackageOutcome> {
  const { host, flags, signal } = context;
  // A text that goes into a file or a program is the derivation, and nothing more.
  const isRead = context.terminal || result.mode === 'analysis' || result.output !== undefined;
  if (flags['no-ai'] === true || (!isRead && flags['show-prompt'] !== true)) return result;
  if (result.mode === 'dependencies') return result;
  const [{ promptFor }, { explainWithModel, previewExplanation }] = await Promise.all([
    import('../explain/prompt.js'),
    import('@nixai/api'),
  ]);
  const parts = promptFor(result.packages);
  if (flags['show-prompt']) {
    const { model, prompt } = await previewExplanation(host, parts, flags);
    return model.provider === 'offline' ? result : { prompt };
  }
  const progress: { stop?: () => void } = {};
  const ai = await explainWithModel(
    {
      host,
      signal,
      notice: (text) => context.notice(text),
      onAsking: (label) => {
        progress.stop = context.progress(label).stop;
      },
    },
    parts,
    flags,
  ).finally(() => progress.stop?.());
  return ai === undefined ? result : { ...result, ai };
}
