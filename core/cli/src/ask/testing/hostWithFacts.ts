import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docs, type DocSource, type Host } from '@nixai/api';
import { createDocsEngine, createHandbookSource } from '@nixai/docs';
import { registerSources } from '@nixai/docs/sources';

/** A host that has what nixai brings: its handbook and the facts of all options. */
export async function hostWithFacts(): Promise<Host> {
  const made = new Map<string, () => Promise<DocSource>>();
  const sources = [createHandbookSource()];
  const folder = join(tmpdir(), 'nixai-wish-that-nobody-makes');
  const host = {
    paths: { cache: folder, data: folder, config: folder, state: folder, runtime: folder },
    log: { debug() {}, info() {}, warn() {} },
    config: { get: async () => undefined },
    docSources: {
      add: (name: string, create: () => Promise<DocSource>) => made.set(name, create),
      list: async () =>
        sources.map((source) => ({ name: source.name, create: async () => source })),
    },
    explainers: { list: async () => [] },
    diagnosisRules: { list: async () => [] },
    service: async ({ key }: { readonly key: symbol }) => {
      if (key === docs.key) return engine;
      throw new Error('no such service');
    },
  } as unknown as Host;
  const engine = createDocsEngine(host);
  registerSources(host);
  const options = await made.get('options')?.();
  if (options !== undefined) sources.unshift(options);
  return host;
}
