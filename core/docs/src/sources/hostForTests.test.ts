import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { files, type FileService, type Host, type Registered, type Token } from '@nixai/api';

/** A host with folders of its own, and the services that a test hands in. */
export function createTestHost(
  services: ReadonlyMap<symbol, unknown> = new Map(),
  get: (key: string) => Promise<unknown> = () => Promise.resolve(undefined),
) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-docs-'));
  const at = (name: string) => join(folder, name);
  const all = new Map<symbol, unknown>([[files.key, plainFiles], ...services]);

  const host: Host = {
    apiVersion: '1.0.0',
    version: '1.0.0',
    hasCommand: () => false,
    paths: {
      config: at('config'),
      data: at('data'),
      cache: at('cache'),
      state: at('state'),
      runtime: at('runtime'),
    },
    log: { debug() {}, info() {}, warn() {} },
    config: { get } as unknown as Host['config'],
    providers: emptyRegistry() as Host['providers'],
    docSources: emptyRegistry() as Host['docSources'],
    diagnosisRules: emptyRegistry() as Host['diagnosisRules'],
    checkRules: emptyRegistry() as Host['checkRules'],
    templates: emptyRegistry() as Host['templates'],
    async service<T>(token: Token<T>): Promise<T> {
      if (!all.has(token.key)) throw new Error(`this test has no ${String(token.key.description)}`);
      return all.get(token.key) as T;
    },
  };
  return { host, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const plainFiles: FileService = {
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
  diff: () => '',
};

/** What is added is kept under its name; nothing else is asked of a registry here. */
function emptyRegistry() {
  const entries = new Map<string, Registered<unknown>>();
  return {
    add: (name: string, create: () => unknown) =>
      void entries.set(name, { name, origin: 'nixai', create: async () => create() }),
    get: async (name: string) => entries.get(name)?.create(),
    list: async () => [...entries.values()],
    origin: async (name: string) => entries.get(name)?.origin,
  };
}
