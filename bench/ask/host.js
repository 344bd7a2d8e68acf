// A host with what a fresh machine has: the embedded handbook and, if wanted, the embedded facts of
// all options. No network, no model, nothing indexed.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVerifier } from '../../core/check/dist/verify/index.js';
import { createDocsEngine, createHandbookSource } from '../../core/docs/dist/index.js';
import * as local from '../../core/docs/dist/sources/local.js';

/** Whether the facts of all options are part of this checkout. */
export const hasFacts = 'createFactsSource' in local;

const diagnosis = (name) => import(`../../plugins/diagnose/dist/${name}.js`);

export function offlineHost({ facts }) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-ask-'));
  const host = {
    paths: { cache: folder, data: folder, config: folder, state: folder, runtime: folder },
    hasCommand: () => true,
    log: { debug() {}, info() {}, warn: console.error },
    config: { get: async (key) => (key === 'docs.timeout' ? 10 : undefined) },
    docSources: {
      list: async () =>
        sources.map((source) => ({ name: source.name, create: async () => source })),
    },
    checkRules: { list: async () => [] },
    // The plugin that comes along explains error messages.
    diagnosisRules: {
      list: async () => [
        { name: 'nixai', create: async () => (await diagnosis('rules/index')).rules },
      ],
    },
    explainers: {
      list: async () => [
        {
          name: 'diagnosis',
          create: async () => (await diagnosis('diagnosis/explainer')).createExplainer(host),
        },
      ],
    },
    service: async ({ key }) => {
      if (key === Symbol.for('nixai.service.docs')) return engine;
      if (key === Symbol.for('nixai.service.verify')) return createVerifier(host);
      throw Object.assign(new Error('absent'), { nixai: true, code: 'no-such-service' });
    },
  };
  const sources = [
    ...(facts
      ? [
          local.createFactsSource(
            host,
            local.createIndexStore(() => {}),
          ),
        ]
      : []),
    createHandbookSource(),
  ];
  const engine = createDocsEngine(host);
  return host;
}
