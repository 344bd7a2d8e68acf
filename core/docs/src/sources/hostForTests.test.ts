import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { files, type FileService, type Host, type Token } from '@nixai/api';
import { createTestHost as createKitHost } from '@nixai/api/testing';

/** A host with folders of its own, and the services that a test hands in. */
export function createTestHost(
  services: ReadonlyMap<symbol, unknown> = new Map(),
  config: Readonly<Record<string, unknown>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-docs-'));
  const at = (name: string) => join(folder, name);
  const all = new Map<symbol, unknown>([[files.key, plainFiles], ...services]);
  const paths = {
    config: at('config'),
    data: at('data'),
    cache: at('cache'),
    state: at('state'),
    runtime: at('runtime'),
  };
  const host: Host = {
    ...createKitHost({ paths, config }),
    async service<T>(token: Token<T>): Promise<T> {
      if (!all.has(token.key)) throw new Error(`this test has no ${String(token.key.description)}`);
      return all.get(token.key) as T;
    },
  };
  return { host, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const plainFiles: FileService = {
  open: () => {
    throw new Error('no source asks for that');
  },
  async write(path, content) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
  },
  change: () => Promise.reject(new Error('no source changes a file of the person’s')),
  remove: (path) => rm(path, { force: true }),
  async lock(path) {
    await mkdir(dirname(path), { recursive: true });
    return { release: () => Promise.resolve() };
  },
  plan: () => Promise.reject(new Error('no source changes a file of the person’s')),
  diff: () => '',
};
