import { expect } from 'chai';
import type { DocSource, Host, OptionCatalog, OptionDoc, Passage } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { createDocsEngine } from './index.js';

const passage = (source: string, title: string, score: number): Passage => ({
  id: title,
  kind: 'page',
  title,
  text: title,
  score,
  why: 'test',
  citation: { source, title },
});

function source(name: string, parts: Partial<DocSource>): DocSource {
  return {
    name,
    summary: name,
    kinds: ['page'],
    search: async () => [],
    status: async () => ({ available: true, detail: '', counts: {} }),
    ...parts,
  };
}

function engineOf(...sources: readonly DocSource[]) {
  return configured({}, ...sources);
}

function configured(config: Record<string, unknown>, ...sources: readonly DocSource[]) {
  const warnings: string[] = [];
  const host = {
    log: { debug() {}, info() {}, warn: (message: string) => warnings.push(message) },
    config: createTestHost({ config }).config,
    service: async () => ({
      redact: (text: string) => ({ text: text.replace('hunter2', '<SECRET>') }),
    }),
    docSources: {
      list: async () =>
        sources.map((one) => ({ name: one.name, origin: 'test', create: async () => one })),
    },
  } as unknown as Host;
  return { engine: createDocsEngine(host), warnings };
}

const query = { text: 'x', limit: 10 };

function catalogOf(set: OptionCatalog['set'], names: readonly string[]): OptionCatalog {
  const doc = (name: string) => ({ name, set }) as OptionDoc;
  return {
    set,
    source: 'channel',
    release: 'nixos-25.05',
    count: names.length,
    match: (path) =>
      names.includes(String(path))
        ? { outcome: 'option', name: String(path), type: 'boolean' }
        : { outcome: 'unknown', known: [] },
    option: (path) => doc(String(path)),
    below: () => [],
    nearest: () => [names[0] ?? ''],
  };
}

describe('docs engine', () => {
  it('ranks the passages of all sources together and keeps one of a title', async () => {
    const { engine } = engineOf(
      source('a', {
        search: async () => [passage('a', 'Firewall', 0.4), passage('a', 'SSH', 0.9)],
      }),
      source('b', { search: async () => [passage('b', 'firewall', 0.7)] }),
    );
    const { passages } = await engine.search(query);
    expect(passages.map(({ citation, title }) => `${citation.source} ${title}`)).to.deep.equal([
      'a SSH',
      'b firewall',
    ]);
  });

  it('answers without a source that fails, and says so once', async () => {
    const broken = source('broken', { search: () => Promise.reject(new Error('no index')) });
    const { engine, warnings } = engineOf(
      broken,
      source('good', { search: async () => [passage('good', 'SSH', 0.9)] }),
    );
    await engine.search(query);
    const { passages, reports } = await engine.search(query);
    expect(passages).to.have.length(1);
    expect(reports.map(({ source: name, outcome }) => `${name} ${outcome}`)).to.deep.equal([
      'broken failed',
      'good answered',
    ]);
    expect(warnings).to.deep.equal(['The doc source broken is left out: no index']);
  });

  it('stops waiting when the person gives up', async () => {
    const { engine, warnings } = engineOf(
      source('slow', { search: () => new Promise(() => undefined) }),
    );
    const giveUp = new AbortController();
    const answer = engine.search(query, giveUp.signal);
    setImmediate(() => giveUp.abort());
    expect((await answer).reports[0]).to.include({ source: 'slow', outcome: 'failed' });
    expect(warnings).to.deep.equal([]);
  });

  it('asks the sources of the configuration, and the handbook always', async () => {
    const found = (name: string) =>
      source(name, { search: async () => [passage(name, `of ${name}`, 0.5)] });
    const { engine } = configured(
      { documentation_sources: ['mine'] },
      found('mine'),
      found('other'),
      found('handbook'),
    );
    const { reports } = await engine.search(query);
    expect(reports.map((one) => one.source)).to.deep.equal(['mine', 'handbook']);
  });

  describe('whose word comes first', () => {
    const wiki = (score: number, more: Partial<DocSource> = {}) =>
      source('acme-wiki', {
        authority: 'house',
        search: async () => [passage('acme-wiki', 'of the house', score)],
        ...more,
      });
    const handbook = (score: number) =>
      source('handbook', { search: async () => [passage('handbook', 'of all', score)] });
    const order = async (config: Record<string, unknown>, ...sources: DocSource[]) => {
      const { passages } = await configured(config, ...sources).engine.search(query);
      return passages.map(({ citation }) => citation.source);
    };

    it('is the better answer', async () => {
      expect(await order({}, wiki(0.6), handbook(0.9))).to.deep.equal(['handbook', 'acme-wiki']);
    });

    it("is the organisation's own where it is nearly as good", async () => {
      expect(await order({}, wiki(0.8), handbook(0.9))).to.deep.equal(['acme-wiki', 'handbook']);
      const stranger = wiki(0.8, { authority: undefined });
      expect(await order({}, stranger, handbook(0.9))).to.deep.equal(['handbook', 'acme-wiki']);
    });

    it('is what the configuration says, if it is an answer at all', async () => {
      const config = { documentation_priority: ['acme-wiki', 'handbook'] };
      const other = source('other', { search: async () => [passage('other', 'x', 1)] });
      expect(await order(config, other, handbook(0.7), wiki(0.55))).to.deep.equal([
        'acme-wiki',
        'handbook',
        'other',
      ]);
      expect(await order(config, wiki(0.4), handbook(0.7))).to.deep.equal([
        'handbook',
        'acme-wiki',
      ]);
    });

    it('is told of each passage, and not by the passage itself', async () => {
      const claimed = { ...passage('other', 'x', 0.9), authority: 'house' as const };
      const other = source('other', { search: async () => [claimed] });
      const { passages } = await engineOf(other, wiki(0.5)).engine.search(query);
      expect(passages.map(({ authority }) => authority)).to.deep.equal(['community', 'house']);
    });
  });

  describe('with a source beyond this machine', () => {
    const asked: string[] = [];
    const away = source('away', {
      remote: true,
      search: async ({ text }) => {
        asked.push(text);
        return [passage('away', 'from away', 0.7)];
      },
    });
    const knowing = (score: number) =>
      source('here', { search: async () => [passage('here', 'from here', score)] });
    beforeEach(() => asked.splice(0));

    it('does not ask it where this machine has a plausible answer', async () => {
      const { engine } = engineOf(knowing(0.6), away);
      expect((await engine.search(query)).passages).to.have.length(1);
      expect(asked).to.deep.equal([]);
    });

    it('asks it where this machine has none, without secrets', async () => {
      const { engine } = engineOf(knowing(0.4), away);
      const { passages } = await engine.search({ text: 'login with hunter2', limit: 10 });
      expect(passages.map(({ title }) => title)).to.deep.equal(['from away', 'from here']);
      expect(asked).to.deep.equal(['login with <SECRET>']);
    });

    it('never asks it when offline', async () => {
      const { engine } = configured({ offline: true }, knowing(0.4), away);
      await engine.search(query);
      expect(asked).to.deep.equal([]);
    });

    it('is not bothered when it cannot be reached', async () => {
      const failing = { ...away, search: () => Promise.reject(new Error('no network')) };
      const { engine, warnings } = engineOf(knowing(0.4), failing);
      expect((await engine.search(query)).passages).to.have.length(1);
      expect(warnings).to.deep.equal([]);
    });
  });

  it('waits for what answers from this machine, however long it takes', async () => {
    const slow = source('slow', {
      search: () =>
        new Promise((resolve) => setTimeout(() => resolve([passage('slow', 'late', 0.9)]), 60)),
    });
    const { engine } = configured({ 'docs.timeout': 0.01 }, slow);
    expect((await engine.search(query)).passages).to.have.length(1);
  });

  it('waits for a source beyond it as long as the configuration says', async () => {
    const slow = source('slow', {
      remote: true,
      search: (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
    });
    const { engine } = configured({ 'docs.timeout': 0.01 }, slow);
    expect((await engine.search(query)).reports[0]?.detail).to.equal('no answer within 10 ms');
  });

  it('asks only sources that hold what is wanted', async () => {
    const { engine } = engineOf(
      source('pages', { search: async () => [passage('pages', 'x', 1)] }),
    );
    expect((await engine.search({ ...query, kinds: ['package'] })).reports).to.deep.equal([]);
  });

  it('looks an option up in a complete set', async () => {
    const { engine } = engineOf(
      source('channel', {
        catalog: async (set) =>
          set === 'nixos' ? catalogOf(set, ['services.openssh.enable']) : undefined,
      }),
    );
    expect(await engine.option('services.openssh.enable', 'nixos')).to.include({
      outcome: 'found',
    });
    expect(await engine.option('services.openssh.enabled', 'nixos')).to.deep.equal({
      outcome: 'unknown',
      nearest: ['services.openssh.enable'],
    });
    expect((await engine.optionSetDescription('nixos')).text).to.equal(
      'nixos-25.05 (channel, 1 options)',
    );
  });

  it('calls no name wrong without a complete set', async () => {
    const { engine } = engineOf();
    expect((await engine.option('services.nosuch.enable', 'nixos')).outcome).to.equal('unsure');
    expect((await engine.optionSetDescription('nixos')).complete).to.equal(false);
  });

  it('knows old names', async () => {
    const found = await engineOf().engine.option('services.openssh.permitRootLogin', 'nixos');
    expect(found).to.deep.include({
      outcome: 'renamed',
      to: ['services.openssh.settings.PermitRootLogin'],
    });
  });

  it('tells what an option was called before', async () => {
    const name = 'services.openssh.settings.PermitRootLogin';
    const { engine } = engineOf(
      source('channel', {
        catalog: async (set) =>
          set === 'nixos'
            ? { ...catalogOf(set, [name]), option: () => ({ name, set }) as OptionDoc }
            : undefined,
      }),
    );
    const lookup = await engine.option(name, 'nixos');
    expect(lookup.outcome === 'found' && lookup.option.renamedFrom).to.include(
      'services.openssh.permitRootLogin',
    );
  });
});
