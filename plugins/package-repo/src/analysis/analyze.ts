import { basename, resolve } from 'node:path';
import { ExitCode, NixaiError, type ProcessRunner } from '@nixai/api';
import type { Candidate, PackageAnalyzer } from '../analyzer.js';
import { readGit, type GitState } from '../repo/git.js';
import { openRepo } from '../repo/view.js';
import {
  choose,
  isAsked,
  ofBuildSystem,
  unknownProject,
  type AnalyzeOptions,
  type Found,
} from './choose.js';
import { readComponent, type Component } from './component.js';

export interface Analysis {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly files: number;
  readonly truncated: boolean;
  readonly git?: GitState;
  readonly components: readonly Component[];
  /** Projects below that were left out; `--all` takes them. */
  readonly others: readonly Candidate[];
}

/**
 * Reads a folder and says how each project in it is packaged. Nothing of the project is run.
 * @throws NixaiError `package-unknown` (exit 2) where no build system is known, or `package-folder`.
 */
export async function analyzeRepo(
  folder: string,
  analyzers: readonly PackageAnalyzer[],
  run: ProcessRunner,
  options: AnalyzeOptions,
  signal: AbortSignal,
): Promise<Analysis> {
  const root = resolve(folder);
  const repo = await openRepo(root, signal).catch((error: unknown) => {
    throw new NixaiError({
      code: 'package-folder',
      what: `${folder} cannot be read as a folder`,
      why: error instanceof Error ? error.message : undefined,
      hint: 'give the folder of a project, or an address with --clone',
      exitCode: ExitCode.usage,
      cause: error,
    });
  });
  const git = await readGit(run, root, signal);
  const repoName = git?.origin !== undefined && git.below === '' ? git.origin.repo : basename(root);
  const found: Found[] = [];
  for (const analyzer of analyzers) {
    if (options.language !== undefined && !isAsked(analyzer, options.language)) continue;
    for (const candidate of await analyzer.detect(repo)) found.push({ analyzer, candidate });
  }
  const asked = ofBuildSystem(found, options.buildSystem);
  const { chosen, others } = choose(asked, options);
  if (chosen.length === 0) throw unknownProject(repo, folder, analyzers, options);
  const components: Component[] = [];
  for (const { analyzer, candidate } of chosen) {
    signal.throwIfAborted();
    components.push(
      await readComponent(
        repo,
        git,
        repoName,
        analyzer,
        candidate,
        chosen.length === 1 ? options.name : undefined,
        options.adapt ?? ((facts) => facts),
      ),
    );
  }
  return {
    folder: root,
    name: repoName,
    files: repo.files.length,
    truncated: repo.truncated,
    git,
    components,
    others,
  };
}
