import { nix as nixService, type Host, type StorePathInfo } from '@nixai/api';
import { graphOf, type Graph } from '../graph/graph.js';
import { notInStore } from '../faults.js';
import type { Target } from '../target/target.js';

/** All that some store paths need, from one question to Nix. */
export interface Closure {
  /** What it is the closure of, as it was asked for. */
  readonly said: string;
  readonly graph: Graph;
  readonly infos: readonly StorePathInfo[];
}

export type StoreTarget = Exclude<Target, { kind: 'configuration' }>;

/** Paths of the outputs that are meant where none is named, as `nix build` has it. */
const outputPaths =
  'p: map (o: p.${o}.outPath) (p.meta.outputsToInstall or [ (p.outputName or "out") ])';

/**
 * @param build what building it needs, derivations and sources, and not what running it does.
 * @throws NixaiError `deps-not-built`, and what Nix says.
 */
export async function readClosure(
  host: Host,
  target: StoreTarget,
  { build, signal }: { readonly build: boolean; readonly signal: AbortSignal },
): Promise<Closure> {
  const nix = await host.service(nixService);
  const roots = await rootsOf();
  const infos = await nix.pathInfo(roots, { signal, closure: true });
  if (infos.length === 0)
    throw notInStore(
      target.said,
      target.kind === 'flake'
        ? `nix build --no-link ${target.flake}`
        : `nix-store --realise ${target.path}`,
    );
  const found = infos.map(({ path, narSize, references }) => ({
    ...{ path, size: narSize, needs: references },
  }));
  return { said: target.said, infos, graph: graphOf(found, roots) };

  async function rootsOf(): Promise<readonly string[]> {
    if (build) {
      const of = target.kind === 'flake' ? { flake: target.flake } : { path: target.path };
      return [(await nix.derivation(of, { signal })).path];
    }
    if (target.kind === 'store') return [target.path];
    return nix.eval<readonly string[]>({ flake: target.flake }, { signal, apply: outputPaths });
  }
}
