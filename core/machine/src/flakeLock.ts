import { join } from 'node:path';
import { readRegular } from './readRegular.js';

/** What an input of a flake is locked to. */
export interface LockedInput {
  readonly name: string;
  /** `github`, `git`, `path`, `tarball`, … */
  readonly type?: string;
  /** `NixOS/nixpkgs`, for a type that has owners. */
  readonly repository?: string;
  /** The branch or tag that was asked for: `nixos-25.05`. */
  readonly ref?: string;
  /** The address that was asked for, for a type that has one. */
  readonly url?: string;
  readonly rev?: string;
  /** When that revision was made; ISO 8601. */
  readonly date?: string;
}

/** Letters; a lock of two hundred inputs has a tenth of it. */
const largest = 2 ** 20;

interface Node {
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  readonly original?: {
    readonly owner?: string;
    readonly repo?: string;
    readonly ref?: string;
    readonly url?: string;
  };
  readonly locked?: {
    readonly type?: string;
    readonly owner?: string;
    readonly repo?: string;
    readonly rev?: string;
    readonly lastModified?: number;
  };
}

interface Lock {
  readonly root?: string;
  readonly nodes?: Readonly<Record<string, Node>>;
}

/** The direct inputs of a `flake.lock`, by name; empty where there is no lock that can be read. */
export async function readFlakeLock(folder: string): Promise<LockedInput[]> {
  const text = await readRegular(join(folder, 'flake.lock'));
  if (text === undefined || text.length > largest) return [];
  try {
    return lockedInputs(JSON.parse(text) as Lock);
  } catch {
    return [];
  }
}

function lockedInputs({ nodes = {}, root = 'root' }: Lock): LockedInput[] {
  const inputs = Object.entries(nodes[root]?.inputs ?? {});
  return inputs.map(([name, target]) => {
    const { original, locked } = nodeOf(nodes, root, target) ?? {};
    const { type, rev, lastModified } = locked ?? {};
    return {
      name,
      type,
      repository: repositoryOf(locked) ?? repositoryOf(original),
      ref: original?.ref,
      ...(original?.url !== undefined && { url: original.url }),
      rev,
      date: lastModified === undefined ? undefined : new Date(lastModified * 1000).toISOString(),
    };
  });
}

const repositoryOf = (at: Node['locked'] | Node['original']): string | undefined =>
  at?.owner === undefined ? at?.repo : `${at.owner}/${at.repo}`;

/** An input is a node's name, or the way to it from the root where it follows another. */
function nodeOf(
  nodes: Readonly<Record<string, Node>>,
  root: string,
  target: string | readonly string[],
): Node | undefined {
  if (typeof target === 'string') return nodes[target];
  let at: Node | undefined = nodes[root];
  for (const name of target.slice(0, mostSteps)) {
    const next = at?.inputs?.[name];
    at = typeof next === 'string' ? nodes[next] : undefined;
  }
  return at;
}

const mostSteps = 20;
