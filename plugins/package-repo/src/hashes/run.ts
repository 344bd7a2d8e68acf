import { resolve } from 'node:path';
import { ExitCode, NixaiError, processes, type CommandContext } from '@nixai/api';
import type { HashAnswer } from '../analyzer.js';
import { analyzeRepo } from '../analysis/analyze.js';
import { allAnalyzers } from '../packaging/prepare.js';
import { readGit } from '../repo/git.js';
import { dependencyHash } from './dependencies.js';
import { narHash, nodeAt } from './nar.js';
import { sourceHash } from './source.js';

/** What a hash can be asked for; each language's kind is that of its `dependencyHash`. */
export const hashKinds = ['src', 'go', 'cargo', 'npm', 'path'] as const;
export type HashKind = (typeof hashKinds)[number];

export interface ComputedHash {
  readonly kind: string;
  /** Where a derivation has it: `vendorHash`. */
  readonly attribute: string;
  /** SRI; null where nothing is fetched. */
  readonly hash?: string | null;
  /** What it was computed from. */
  readonly from?: string;
  readonly missing?: string;
  readonly command?: string;
}

const languages = { go: 'go', cargo: 'rust', npm: 'node' } as const;

/**
 * Hashes of a project, computed with neither Nix nor network.
 * @throws NixaiError `package-hash` (exit 2) where the folder is no repository or nothing is fetched.
 */
export async function computeHashes(
  { host, signal, tasks }: Pick<CommandContext, 'host' | 'signal' | 'tasks'>,
  kind: HashKind | undefined,
  path: string,
): Promise<readonly ComputedHash[]> {
  const run = await host.service(processes);
  if (kind === 'path') {
    const node = await nodeAt(Buffer.from(resolve(path))).catch((error: unknown) => {
      throw refused(`${path} cannot be read`, error instanceof Error ? error.message : undefined);
    });
    return [{ kind, attribute: 'hash', hash: await narHash(node, signal), from: path }];
  }
  const found: ComputedHash[] = [];
  if (kind === undefined || kind === 'src') {
    const git = await readGit(run, resolve(path), signal);
    if (git?.revision !== undefined)
      found.push(answered('src', 'src.hash', await sourceHash(git, run, signal)));
    else if (kind === 'src')
      throw refused(
        `${path} is in no repository of git`,
        undefined,
        `nixai package-repo hash path ${path}`,
      );
  }
  if (kind === 'src') return found;
  const analyzers = await allAnalyzers(host);
  const analysis = await tasks.run(`reading ${path}`, (task) =>
    analyzeRepo(
      path,
      analyzers,
      run,
      kind === undefined ? {} : { language: languages[kind] },
      task.signal,
    ),
  );
  for (const { facts, folder } of analysis.components) {
    const answer = await dependencyHash(facts, analyzers, {
      folder: resolve(analysis.folder, folder),
      signal,
      run,
    });
    if (answer !== undefined)
      found.push(answered(facts.dependencyHash!.kind, facts.dependencyHash!.attribute, answer));
  }
  if (kind !== undefined && found.length === 0)
    throw refused(`${path} fetches nothing for ${kind}`, 'its manifest names no dependencies');
  return found;
}

function answered(kind: string, attribute: string, answer: HashAnswer): ComputedHash {
  return { kind, attribute, ...answer };
}

function refused(what: string, why: string | undefined, hint?: string): NixaiError {
  return new NixaiError({ code: 'package-hash', what, why, hint, exitCode: ExitCode.usage });
}
