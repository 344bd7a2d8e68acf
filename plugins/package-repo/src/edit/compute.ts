import { join } from 'node:path';
import type { ProcessRunner } from '@nixai/api';
import type { HashAnswer, PackageAnalyzer } from '../analyzer.js';
import { analyzeRepo } from '../analysis/analyze.js';
import { byBuild } from '../hashes/byBuild.js';
import { dependencyHash } from '../hashes/dependencies.js';
import { sourceHash } from '../hashes/source.js';
import { unpack } from '../repo/archive.js';
import type { GitState } from '../repo/git.js';
import { withScratch } from '../repo/scratch.js';
import type { HashPlace } from './places.js';

/** The hash that belongs in a place, or why there is none. */
export interface Answered {
  readonly place: HashPlace;
  readonly answer: HashAnswer;
}

/**
 * What stands in each place for the files of one tag or commit: they are unpacked for as long as it
 * takes, so that neither the checkout nor its changes matter.
 */
export async function hashesFor(
  places: readonly HashPlace[],
  git: GitState,
  ref: string,
  below: string,
  analyzers: readonly PackageAnalyzer[],
  run: ProcessRunner,
  signal: AbortSignal,
): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  const ofSource = places.find(({ inside }) => inside === 'src');
  if (ofSource !== undefined)
    answers.push({
      place: ofSource,
      answer: await sourceHash({ ...git, tag: ref, dirty: false }, run, signal),
    });
  const rest = places.filter((place) => place !== ofSource);
  if (rest.length === 0) return answers;
  await withScratch(run, signal, async (folder) => {
    const failed = await unpack(git, ref, folder, run, signal);
    const components =
      failed === undefined
        ? (await analyzeRepo(join(folder, below), analyzers, run, { all: true }, signal)).components
        : [];
    for (const place of rest) {
      const component = components.find(({ facts }) =>
        isItsPlace(facts.dependencyHash?.attribute, place),
      );
      if (failed !== undefined) {
        answers.push({ place, answer: { missing: failed, command: '' } });
        continue;
      }
      const answer =
        component === undefined
          ? withoutComponent(place)
          : await dependencyHash(component.facts, analyzers, {
              folder: join(folder, below, component.folder),
              run,
              signal,
            });
      answers.push({ place, answer: answer ?? { hash: null, from: 'it fetches nothing' } });
    }
  });
  return answers;
}

/** For `null`, that nothing is fetched is what it says. */
function withoutComponent({ value }: HashPlace): HashAnswer {
  return value === 'null'
    ? { hash: null, from: 'it fetches nothing' }
    : {
        missing: 'the project fetches nothing that it could be of, as far as is known here',
        command: byBuild,
      };
}

/** `vendorHash`, or `cargoDeps.hash` for one in a set. */
function isItsPlace(attribute: string | undefined, { attribute: own, inside }: HashPlace): boolean {
  return attribute === own || (inside !== undefined && attribute === `${inside}.${own}`);
}
