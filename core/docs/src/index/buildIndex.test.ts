import { expect } from 'chai';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { files, isNixaiError, type Host, type Token } from '@nixai/api';
import { createFileService } from '@nixai/safety/testing';
import { faultOf, temporaryFolder } from '@nixai/safety/testing';
import { searchOptions } from '../relevance/index.js';
import { optionDoc, optionEntry } from '../sources/optionDocs.js';
import { sampleOptions } from '../sources/optionSample.test.js';
import { buildIndex } from './buildIndex.js';
import { catalogOf } from './catalog.js';
import { openDatabase } from './database.js';
import { openIndex, type Index } from './openIndex.js';

const about = {
  content: 'nixos' as const,
  source: 'file',
  release: 'nixos-25.05',
  date: '2025-06-01T00:00:00.000Z',
  from: '/options.json',
  fingerprint: 'first',
};
const entries = sampleOptions().map(optionEntry);

describe('building an index', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let host: Host;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = folder.at('docs/file/local/nixos.sqlite');
    const service = createFileService(folder);
    const give = async <T>({ key }: Token<T>) => (key === files.key ? service : undefined) as T;
    host = { paths: folder.paths, service: give } as unknown as Host;
  });
  afterEach(() => folder.remove());

  const build = (meta: object = {}, some = entries) =>
    buildIndex(host, path, { ...about, ...meta }, some);

  /** What is in the index that lies there. */
  function read<T>(work: (index: Index) => T): T | undefined {
    const index = openIndex(path);
    try {
      return index && work(index);
    } finally {
      index?.close();
    }
  }

  it('is done once where several want it at once, and leaves nothing beside it', async () => {
    let written = 0;
    const counted = entries.map((entry) => ({
      ...entry,
      get text() {
        written += 1;
        return entry.text;
      },
    }));
    await Promise.all([build({}, counted), build({}, counted), build({}, counted)]);
    expect(written).to.equal(entries.length);
    expect(read(({ meta }) => meta.count)).to.equal(entries.length);
    expect(readdirSync(dirname(path))).to.deep.equal(['nixos.sqlite']);
  });

  it('is done again when the data is another', async () => {
    await build();
    await build({ fingerprint: 'second' }, entries.slice(0, 1));
    expect(read(({ meta }) => [meta.fingerprint, meta.count])).to.deep.equal(['second', 1]);
  });

  it('takes the place of one that a reader has open, whose answers stay right', async () => {
    await build();
    const before = openIndex(path)!;
    await build({ fingerprint: 'second' }, entries.slice(0, 1));
    expect(before.names.length).to.equal(entries.length);
    before.close();
  });

  it('takes no notice of what a crash left: a draft, a folder in its place', async () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(`${path}.draft`, 'half');
    await build();
    expect(read(({ meta }) => meta.count)).to.equal(entries.length);
    expect(readdirSync(dirname(path))).to.deep.equal(['nixos.sqlite']);
  });

  it('says which file could not be written, and keeps the one before', async () => {
    await build();
    writeFileSync(folder.at('file'), '');
    path = folder.at('file/nixos.sqlite');
    const fault = await faultOf(build());
    expect(fault).to.include({ code: 'write-failed' });
    expect(fault.what).to.contain(folder.at('file'));
    path = folder.at('docs/file/local/nixos.sqlite');
    expect(read(({ meta }) => meta.count)).to.equal(entries.length);
  });

  it('has an index of an earlier version thrown away', async () => {
    await build();
    const db = openDatabase(path, false);
    db.exec("update meta set value = '3' where key = 'version'");
    db.close();
    expect(openIndex(path)).to.equal(undefined);
    expect(statSync(path, { throwIfNoEntry: false })).to.equal(undefined);
  });

  it('is never trusted beyond its bytes: any that change are noticed, or do no harm', async () => {
    await build();
    const whole = folder.at('whole.sqlite');
    copyFileSync(path, whole);
    const bytes = readFileSync(whole);
    const random = pseudoRandom();
    const outcomes = { removed: 0, answered: 0 };
    for (let round = 0; round < 150; round++) {
      const damaged = Buffer.from(bytes);
      const flips = 1 + random(12);
      for (let flip = 0; flip < flips; flip++) damaged[random(bytes.length)] = random(256);
      // A block that never reached the disk.
      if (round % 5 === 0) blank(damaged, random(bytes.length / 4096));
      rmSync(path, { force: true });
      writeFileSync(path, damaged);
      outcomes[use() ? 'answered' : 'removed'] += 1;
    }
    expect(outcomes.removed).to.be.greaterThan(20);
    expect(outcomes.answered).to.be.greaterThan(20);
  });

  /** Asks everything there is to ask; false where the index was found to be damaged and is gone. */
  function use(): boolean {
    let index: Index | undefined;
    try {
      index = openIndex(path);
      if (index !== undefined) askAll(index);
    } catch (error) {
      if (!isNixaiError(error) || error.code !== 'index-corrupt') throw error;
      expect(error.hint).to.equal('nixai docs sync --source file');
      expect(statSync(path, { throwIfNoEntry: false })).to.equal(undefined);
      index?.close();
      return false;
    }
    index?.close();
    return index !== undefined;
  }
});

function askAll(index: Index): void {
  const catalog = catalogOf(index, (id) => optionDoc(index, id));
  catalog.match('services.nginx.enable');
  catalog.option('services.nginx.enable');
  catalog.nearest('services.ngnix.enable', 3);
  catalog.below('services', 9);
  searchOptions(index, 'nginx virtual host', 5);
  searchOptions(index, 'protocol', 5);
}

/** The same numbers in every run. */
function pseudoRandom(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

function blank(bytes: Buffer, page: number): void {
  bytes.fill(0, page * 4096, (page + 1) * 4096);
}
