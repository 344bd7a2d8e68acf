import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '@nixai/contributions';

/** The module, and the file by which Neovim finds what `:checkhealth nixai` looks at. */
const names = ['lua/nixai.lua', 'lua/nixai/health.lua'] as const;

/** A file of ours in Neovim's folder of settings. */
export interface LuaFile {
  /** Below that folder. */
  readonly name: string;
  readonly content: string;
}

/** What is put there, each with a first line that says which version it is and what it was. */
export function luaFiles(version: string): Promise<LuaFile[]> {
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(packageRoot(import.meta.url), name), 'utf8');
      return { name, content: `-- nixai ${version} sha256:${sumOf(text)}\n${text}` };
    }),
  );
}

/** Whether a file is as nixai once wrote it, and nobody has changed it since. */
export function isOurs(content: string): boolean {
  const [, sum, text] = /^-- nixai \S+ sha256:([0-9a-f]{64})\n([^]*)$/.exec(content) ?? [];
  return text !== undefined && sumOf(text) === sum;
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');
