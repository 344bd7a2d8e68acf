// The checker over the full option sets of NIXAI_SHARED, in this process.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const root = join(import.meta.dirname, '../..');
const shared = process.env.NIXAI_SHARED ?? join(root, '../shared');
const core = join(root, 'core');

/** Where the option sets lie, as `nixos-rebuild` and Home Manager write them, packed. */
export const dataFiles = {
  nixos: join(shared, 'data/nixos-options.json.br'),
  'home-manager': join(shared, 'data/home-manager-options.json.br'),
};

export const unpacked = (set) => brotliDecompressSync(readFileSync(dataFiles[set]));

/** A checker with both sets; `close` deletes what it wrote. */
export async function openChecker() {
  const { docs } = await import('@nixai/api');
  const { parseOptionFile } = await import(`${core}/docs/dist/sources/format/optionFile.js`);
  const { optionEntry } = await import(`${core}/docs/dist/sources/optionDocs.js`);
  const { fillIndex } = await import(`${core}/docs/dist/index/buildIndex.js`);
  const { openIndex } = await import(`${core}/docs/dist/index/openIndex.js`);
  const { catalogOf } = await import(`${core}/docs/dist/index/catalog.js`);
  const { lookUpOption } = await import(`${core}/docs/dist/optionLookup.js`);
  const { loadHandbook } = await import(`${core}/docs/dist/topics/index.js`);
  const { createChecker, examine } = await import(`${core}/check/dist/check.js`);
  const { configDefaults } = await import(`${core}/api/dist/testing/configDefaults.js`);
  const { practiceRules } = await import(`${core}/check/dist/practice/rules/index.js`);
  const { createProcessRunner } = await import(`${core}/safety/dist/index.js`);
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-check-'));
  const catalogs = {};
  for (const set of Object.keys(dataFiles)) {
    const path = join(folder, `${set}.sqlite`);
    const entries = parseOptionFile(JSON.parse(unpacked(set))).map(optionEntry);
    fillIndex(path, { content: set, source: 'file', date: '', from: '', fingerprint: '' }, entries);
    catalogs[set] = catalogOf(openIndex(path), () => ({}));
  }
  const catalog = async (set) => catalogs[set];
  const engine = {
    catalog,
    option: (name, set) =>
      lookUpOption(name, set, {
        catalog,
        described: async () => undefined,
        handbook: loadHandbook(),
      }),
    optionSetDescription: async (set) => ({ text: set, source: 'file', complete: true }),
    package: async () => undefined,
  };
  const runner = await createProcessRunner();
  const host = {
    service: async (token) => (token === docs ? engine : runner),
    config: { get: async (key) => configDefaults[key] },
    checkRules: {
      list: async () => [{ name: 'practice', origin: 'nixai', create: async () => practiceRules }],
    },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  };
  return {
    catalogs,
    checker: createChecker(host),
    examine: (folder, texts) => examine(host, folder, { texts }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
