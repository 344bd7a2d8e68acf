import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { ExitCode, NixaiError } from '@nixai/api';

/** A file system tree to be hashed: of a folder, or of what is only in memory. */
export type NarNode =
  | { readonly type: 'file'; readonly executable: boolean; readonly content: Uint8Array }
  | {
      readonly type: 'path';
      readonly executable: boolean;
      readonly path: Buffer;
      readonly size: number;
    }
  | { readonly type: 'link'; readonly target: Uint8Array }
  | {
      readonly type: 'folder';
      readonly entries: () => Promise<readonly (readonly [name: Buffer, node: NarNode])[]>;
    };

/** `sha256-…` of a tree, as Nix names the contents of a fixed output. */
export async function narHash(node: NarNode, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  str(hash, 'nix-archive-1');
  await write(hash, node, signal);
  return `sha256-${hash.digest('base64')}`;
}

/** What is at a path, read when it is hashed. */
export async function nodeAt(path: Buffer): Promise<NarNode> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink())
    return { type: 'link', target: await readlink(path, { encoding: 'buffer' }) };
  if (stats.isDirectory())
    return {
      type: 'folder',
      entries: async () => {
        const names = await readdir(path, { encoding: 'buffer' });
        return Promise.all(
          names.map(
            async (name) =>
              [name, await nodeAt(Buffer.concat([path, Buffer.from('/'), name]))] as const,
          ),
        );
      },
    };
  if (!stats.isFile())
    throw new NixaiError({
      code: 'package-hash',
      what: `${path.toString()} is no file, folder or link`,
      why: 'the Nix store holds nothing else, so there is no hash of it',
      exitCode: ExitCode.refused,
    });
  // Nix looks at the owner's bit alone.
  return { type: 'path', executable: (stats.mode & 0o100) !== 0, path, size: stats.size };
}

/** A folder of what is in memory. */
export function folder(entries: Iterable<readonly [string, NarNode]>): NarNode {
  const list = [...entries].map(([name, node]) => [Buffer.from(name), node] as const);
  return { type: 'folder', entries: async () => list };
}

export function file(content: Uint8Array | string): NarNode {
  return {
    type: 'file',
    executable: false,
    content: typeof content === 'string' ? Buffer.from(content) : content,
  };
}

async function write(hash: Hash, node: NarNode, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  str(hash, '(');
  str(hash, 'type');
  if (node.type === 'link') {
    str(hash, 'symlink');
    str(hash, 'target');
    str(hash, node.target);
  } else if (node.type === 'folder') {
    str(hash, 'directory');
    const entries = [...(await node.entries())].sort(([one], [other]) =>
      Buffer.compare(one, other),
    );
    for (const [name, child] of entries) {
      for (const word of ['entry', '(', 'name']) str(hash, word);
      str(hash, name);
      str(hash, 'node');
      await write(hash, child, signal);
      str(hash, ')');
    }
  } else {
    str(hash, 'regular');
    if (node.executable) {
      str(hash, 'executable');
      str(hash, '');
    }
    str(hash, 'contents');
    if (node.type === 'file') str(hash, node.content);
    else await stream(hash, node.path, node.size);
  }
  str(hash, ')');
}

async function stream(hash: Hash, path: Buffer, size: number): Promise<void> {
  length(hash, size);
  let read = 0;
  for await (const chunk of createReadStream(path)) {
    read += (chunk as Buffer).length;
    hash.update(chunk as Buffer);
  }
  if (read !== size) throw new Error(`${path.toString()} changed while it was read`);
  pad(hash, size);
}

function str(hash: Hash, value: string | Uint8Array): void {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  length(hash, bytes.length);
  hash.update(bytes);
  pad(hash, bytes.length);
}

function length(hash: Hash, value: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  hash.update(bytes);
}

function pad(hash: Hash, size: number): void {
  if (size % 8 !== 0) hash.update(Buffer.alloc(8 - (size % 8)));
}
