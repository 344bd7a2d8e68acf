import type { FlakeMetadata, NixOptions } from '@nixai/api';
import { nixAnswer } from './faults.js';
import { wordsOf, type Program } from './program.js';

interface LockNode {
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  readonly locked?: {
    readonly rev?: string;
    readonly lastModified?: number;
    readonly type?: string;
    readonly owner?: string;
    readonly repo?: string;
    readonly url?: string;
    readonly path?: string;
  };
}

interface Said {
  readonly url?: string;
  readonly resolvedUrl?: string;
  readonly description?: string;
  readonly revision?: string;
  readonly lastModified?: number;
  readonly path?: string;
  readonly locks?: { readonly root?: string; readonly nodes?: Readonly<Record<string, LockNode>> };
}

/** What a flake says of itself, and what its inputs are locked to. */
export async function flakeMetadata(
  program: Program,
  flake: string,
  options: NixOptions,
): Promise<FlakeMetadata> {
  const words = ['flake', 'metadata', '--json', '--no-write-lock-file', ...wordsOf({ flake })];
  const read = metadataIn(await program.json(words, options));
  if (read === undefined) throw nixAnswer(words, 'it names no flake');
  return read;
}

export function metadataIn(said: unknown): FlakeMetadata | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { url, resolvedUrl, description, revision, lastModified, path, locks } = said as Said;
  const address = resolvedUrl ?? url;
  if (address === undefined) return undefined;
  const nodes = locks?.nodes ?? {};
  const inputs = Object.entries(nodes[locks?.root ?? 'root']?.inputs ?? {});
  return {
    url: address,
    description,
    revision,
    date: dateOf(lastModified),
    path,
    inputs: inputs.map(([name, target]) => {
      const { locked } = (typeof target === 'string' ? nodes[target] : undefined) ?? {};
      return {
        name,
        url: urlOf(locked),
        revision: locked?.rev,
        date: dateOf(locked?.lastModified),
      };
    }),
  };
}

function urlOf(locked: LockNode['locked']): string | undefined {
  if (locked?.owner !== undefined && locked.repo !== undefined)
    return `${locked.type ?? 'github'}:${locked.owner}/${locked.repo}`;
  return locked?.url ?? (locked?.path === undefined ? undefined : `path:${locked.path}`);
}

const dateOf = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
