import { join } from 'node:path';
import { processes, type Host, type ProcessRunner, type Task } from '@nixai/api';
import { packageAnalyzers, type HashAnswer, type PackageAnalyzer } from '../analyzer.js';
import { analyzeRepo, type Analysis } from '../analysis/analyze.js';
import type { AnalyzeOptions } from '../analysis/choose.js';
import type { Component } from '../analysis/component.js';
import { evaluateIn, findNixpkgs, type InNixpkgs } from '../check/nixpkgs.js';
import { checkDerivation, type DerivationCheck } from '../check/check.js';
import { dependencyHash } from '../hashes/dependencies.js';
import { sourceHash } from '../hashes/source.js';
import { printDerivation, type Hashes, type PlacedHash } from '../nix/derivation.js';
import { planSource, type SourcePlan } from '../repo/source.js';

export interface PrepareOptions extends AnalyzeOptions {
  /** `auto` and `offline` compute what can be; `fake` computes nothing. */
  readonly hashes: 'auto' | 'offline' | 'fake';
  /** Whether a real nixpkgs is asked too, where one is at hand. */
  readonly evaluate: boolean;
  /** The folder in which the derivation is going to stand. */
  readonly at?: string;
}

/** A project with its derivation. */
export interface Packaged {
  readonly component: Component;
  readonly source: SourcePlan;
  readonly hashes: Hashes;
  readonly nix: string;
  /** The same with paths from the project's own folder, which is there before anything is written. */
  readonly nixAtHome: string;
  readonly check: DerivationCheck;
  /** Absent where no nixpkgs is at hand, or files that it needs beside it are not there yet. */
  readonly inNixpkgs?: InNixpkgs;
}

export interface Prepared {
  readonly analysis: Analysis;
  readonly packages: readonly Packaged[];
}

/** The languages of all plugins. */
export async function allAnalyzers(host: Host): Promise<readonly PackageAnalyzer[]> {
  return Promise.all((await host.point(packageAnalyzers).list()).map(({ create }) => create()));
}

/** Reads a folder and makes the derivation of each project in it. */
export async function prepare(
  host: Host,
  folder: string,
  options: PrepareOptions,
  task: Task,
): Promise<Prepared> {
  const run = await host.service(processes);
  const analyzers = await allAnalyzers(host);
  const analysis = await task.step('reading the project', ({ signal }) =>
    analyzeRepo(folder, analyzers, run, options, signal),
  );
  const packages: Packaged[] = [];
  const nixpkgs = options.evaluate ? await findNixpkgs(host, task.signal) : undefined;
  let ofSource: PlacedHash | undefined;
  for (const component of analysis.components) {
    const { git } = analysis;
    const source = planSource(analysis.folder, git, component.version.value, options.at);
    if (source.fetched && git !== undefined && ofSource === undefined)
      ofSource =
        options.hashes === 'fake'
          ? notAsked
          : placed(
              await task.step('hash of the source', ({ signal }) => sourceHash(git, run, signal)),
            );
    const hashes: Hashes = {
      source: source.fetched ? ofSource : undefined,
      dependencies: await placedDependencies(analysis, component, analyzers, options, run, task),
    };
    const nix = printDerivation(component, source, hashes);
    const nixAtHome =
      options.at === undefined
        ? nix
        : printDerivation(
            component,
            planSource(analysis.folder, git, component.version.value),
            hashes,
          );
    const check = await task.step(`checking ${component.name}`, ({ signal }) =>
      checkDerivation(host, nix, signal),
    );
    const inNixpkgs =
      nixpkgs === undefined ||
      check.evaluated === 'no' ||
      check.failure !== undefined ||
      (component.facts.companions ?? []).length > 0
        ? undefined
        : await task.step(`evaluating ${component.name} in nixpkgs`, ({ signal }) =>
            evaluateIn(host, nixpkgs, nixAtHome, analysis.folder, signal),
          );
    packages.push({ component, source, hashes, nix, nixAtHome, check, inNixpkgs });
  }
  return { analysis, packages };
}

const notAsked: PlacedHash = {
  missing: 'hashes were not asked for (--hashes fake)',
  command: 'nixai package-repo, without --hashes fake',
};

async function placedDependencies(
  analysis: Analysis,
  { facts, folder }: Component,
  analyzers: readonly PackageAnalyzer[],
  { hashes }: PrepareOptions,
  run: ProcessRunner,
  task: Task,
): Promise<PlacedHash | undefined> {
  if (facts.dependencyHash === undefined) return undefined;
  if (hashes === 'fake') return notAsked;
  const answer = await task.step(
    `hash of the dependencies (${facts.dependencyHash.kind})`,
    ({ signal }) =>
      dependencyHash(facts, analyzers, { folder: join(analysis.folder, folder), signal, run }),
  );
  return answer === undefined ? undefined : placed(answer);
}

function placed(answer: HashAnswer): PlacedHash {
  return 'missing' in answer ? answer : { hash: answer.hash };
}
