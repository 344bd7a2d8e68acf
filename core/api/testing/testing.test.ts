import {
  NixaiError,
  arg,
  defineCommand,
  definePlugin,
  flag,
  type AIProvider,
  type ChatEvent,
  type DocSource,
  type Passage,
} from '@nixai/api';
import { existsSync } from 'node:fs';
import { expect } from 'chai';
import {
  checkCommand,
  checkConfigSection,
  checkDocSource,
  checkPlugin,
  checkProvider,
  createTestHost,
  errorCode,
  runCommand,
  scriptedProvider,
  temporaryHome,
} from './index.js';

const page: Passage = {
  id: 'ssh',
  kind: 'page',
  title: 'SSH',
  text: 'Through the bastion.',
  score: 0.9,
  why: 'words',
  citation: { source: 'wiki', title: 'SSH' },
};
const wiki = (more: Partial<DocSource> = {}): DocSource => ({
  name: 'wiki',
  summary: 'The wiki',
  kinds: ['page'],
  search: async ({ text }) => (text.includes('ssh') ? [page] : []),
  status: async () => ({ available: true, detail: '1 page', counts: { page: 1 } }),
  ...more,
});
const finding = (passage: Partial<Passage>) =>
  wiki({ search: async () => [{ ...page, score: 0.2, ...passage }] });

describe('the conformance of a doc source', () => {
  it('is met by one that keeps the contract', async () => {
    expect(await checkDocSource(wiki(), [{ text: 'ssh', finds: 'ssh' }])).to.deep.equal([]);
  });

  const broken: readonly (readonly [string, DocSource])[] = [
    ['kebab-case', wiki({ name: 'My Wiki' })],
    ['summary', wiki({ summary: 'The wiki.' })],
    ['status throws: no disk', wiki({ status: () => Promise.reject(new Error('no disk')) })],
    ['says no hint', wiki({ status: async () => ({ available: false, detail: 'x', counts: {} }) })],
    ['answer to nonsense', wiki({ search: async () => [page] })],
    ['score 7', finding({ score: 7 })],
    ['control characters', finding({ text: '\u001b[31mred' })],
    ['HTML', finding({ text: '<p>Set it</p>' })],
    ['cites "other"', finding({ citation: { source: 'other', title: 'x' } })],
    ['kind option', finding({ kind: 'option' })],
    [
      'best is not first',
      wiki({
        search: async () => [
          { ...page, score: 0.1 },
          { ...page, id: 'b', score: 0.2 },
        ],
      }),
    ],
    [
      'an id comes twice',
      wiki({
        search: async () => [
          { ...page, score: 0.1 },
          { ...page, score: 0.1 },
        ],
      }),
    ],
  ];
  for (const [says, source] of broken)
    it(`says: ${says}`, async () => {
      const faults = await checkDocSource(source);
      expect(faults.join('\n')).to.contain(says);
    });

  it('names a sample that is not found, and a limit that is not kept', async () => {
    const faults = await checkDocSource(wiki(), [
      { text: 'printer' },
      { text: 'ssh', finds: 'vpn' },
    ]);
    expect(faults.join('\n')).to.contain('nothing is found').and.to.contain('vpn is not found');
    const many = wiki({
      search: async () => [1, 2].map((id) => ({ ...page, id: `${id}`, score: 0.1 })),
    });
    expect((await checkDocSource(many, [{ text: 'ssh' }])).join()).to.contain('2 passages, 1');
  });
});

describe('the conformance of a provider', () => {
  it('is met by the scripted one', async () => {
    const provider = scriptedProvider(['Set it.', 'Set it.']);
    const faults = await checkProvider(provider, { ask: true });
    // It answers from memory, so an abort comes too late for it.
    expect(faults.filter((fault) => !fault.includes('aborted'))).to.deep.equal([]);
    expect(provider.requests).to.have.length(2);
  });

  const chat = (...events: ChatEvent[]): Partial<AIProvider> => ({
    async *chat() {
      yield* events;
    },
  });
  const broken: readonly (readonly [string, Partial<AIProvider>])[] = [
    ['is not the one "done"', chat({ type: 'text', text: 'x' })],
    ['there is no text', chat({ type: 'done', reason: 'stop' })],
    ['throws what is no NixaiError', { models: () => Promise.reject(new TypeError('x')) }],
    [
      'no code of a provider',
      { models: () => Promise.reject(new NixaiError({ code: 'oops', what: 'x' })) },
    ],
    ['status throws', { status: () => Promise.reject(new Error('x')) }],
  ];
  for (const [says, more] of broken)
    it(`says: ${says}`, async () => {
      const faults = await checkProvider({ ...scriptedProvider([]), ...more }, { ask: true });
      expect(faults.join('\n')).to.contain(says);
    });
});

describe('the conformance of commands, settings and plugins', () => {
  const greet = defineCommand({
    summary: 'Greet somebody',
    examples: ['greet Ada'],
    args: { name: arg.string('Whom to greet', { required: true }) },
    flags: { loud: flag.boolean('In capital letters') },
    run: async ({ args, flags, notice, prompt }) => {
      notice('greeting');
      if (flags.loud) await prompt.confirm('Shout?');
      return { greeting: `Hello, ${args.name}!` };
    },
    render: ({ greeting }, view) => view.style.good(greeting),
  });

  it('a command runs without a process, as a person and as a script see it', async () => {
    expect(checkCommand(greet)).to.deep.equal([]);
    const seen = await runCommand(greet, { args: { name: 'Ada' } });
    expect(seen).to.deep.include({ stdout: 'Hello, Ada!', stderr: 'greeting\n', exitCode: 0 });
    const json = await runCommand(greet, { args: { name: 'Ada' }, json: true });
    expect(JSON.parse(json.stdout)).to.deep.equal({ greeting: 'Hello, Ada!' });
    const loud = { args: { name: 'Ada' }, flags: { loud: true } };
    expect(await errorCode(() => runCommand(greet, loud))).to.equal('not-interactive');
    expect((await runCommand(greet, { ...loud, answers: [true] })).exitCode).to.equal(0);
  });

  it('a command that hides a global flag, or has no example, is named', () => {
    const odd = defineCommand({
      summary: 'Odd.',
      flags: { json: flag.boolean('x') },
      run: async () => 1,
    });
    expect(checkCommand(odd, 'odd').join('\n'))
      .to.contain('odd: --json is a flag of every command')
      .and.to.contain('no example')
      .and.to.contain('full stop');
  });

  it('a section that throws, or refuses its own defaults, is named', () => {
    const section = {
      name: 'wiki',
      describe: { url: 'Where it is' },
      defaults: { url: '' },
      validate: (raw: unknown) => ({
        ok: false as const,
        faults: [
          { path: ['url'], message: (raw as { url: string }).url.trim() || 'expected a url' },
        ],
      }),
    };
    expect(checkConfigSection(section).join('\n'))
      .to.contain('its own defaults are refused: expected a url')
      .and.to.contain('validate throws for url: null');
  });

  it('a plugin is checked as a whole, in one call', async () => {
    const good = definePlugin((host) => host.docSources.add('wiki', () => wiki()));
    expect(await checkPlugin(good, { docSources: { wiki: [{ text: 'ssh' }] } })).to.deep.equal([]);
    const bad = definePlugin((host) => {
      host.docSources.add('other', () => wiki());
      host.providers.add('gone', () => Promise.reject(new Error('no such file')));
    });
    expect((await checkPlugin(bad)).join('\n'))
      .to.contain('"wiki" is added as "other"')
      .and.to.contain('"gone" cannot be made: no such file');
    expect(
      await checkPlugin(definePlugin(() => Promise.reject(new Error('no table')))),
    ).to.deep.equal(['registering throws: no table']);
  });

  it('a host gives the settings and services of the test, and a home is gone after it', async () => {
    const home = temporaryHome();
    const host = createTestHost({ config: { ai_model: 'm' }, paths: home.paths });
    expect(await host.config.get('ai_model')).to.equal('m');
    expect(await errorCode(() => host.service({ key: Symbol.for('x') }))).to.equal(
      'no-such-service',
    );
    home.remove();
    expect(existsSync(home.path)).to.equal(false);
  });
});
