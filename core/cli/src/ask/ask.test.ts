import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { createTestHost } from '@nixai/api/testing';
import { expect } from 'chai';
import {
  checker,
  docs,
  ExitCode,
  models,
  NixaiError,
  redactor,
  verifier,
  type ChatMessage,
  type DocSource,
  type ErrorExplanation,
  type Host,
  type ModelService,
  type Token,
  type Verifier,
} from '@nixai/api';
import { createChecker } from '@nixai/check/testing';
import { packageRoot } from '../packageRoot.js';
import { createDocsEngine, createHandbookSource } from '@nixai/docs';
import { ask, previewPrompt, remarksOn, type AskOptions } from './index.js';

const question = 'how do I enable SSH in NixOS?';

const unreachable = new NixaiError({
  code: 'provider-unreachable',
  what: 'ollama does not answer',
  hint: 'ollama serve',
  exitCode: ExitCode.providerUnavailable,
});

/** A model that says "Hel" and "lo", and remembers what it was asked. */
function fakeModel(
  asked: (readonly ChatMessage[])[],
  fault?: NixaiError,
  unresolved?: NixaiError,
): ModelService {
  return {
    resolve: async ({ 'no-ai': none, provider }) => {
      if (unresolved !== undefined) throw unresolved;
      return none === true
        ? { provider: 'offline', locality: 'loopback', chosenBy: 'offline' }
        : {
            provider: 'ollama',
            model: 'llama3',
            locality: 'loopback',
            chosenBy: provider === undefined ? 'found' : 'flag',
          };
    },
    async ask(_resolved, messages, { onEvent }) {
      if (fault !== undefined) throw fault;
      asked.push(messages);
      for (const text of ['Hel', 'lo']) onEvent?.({ type: 'text', text });
      return {
        provider: 'ollama',
        model: 'llama3',
        text: 'Hello',
        complete: true,
        usage: { input: 7, output: 2 },
        timings: { firstText: 1, total: 2 },
        redacted: {},
        fallbacks: [],
      };
    },
    preview: async (_resolved, messages) => messages.map(({ content }) => content).join('\n'),
  };
}

interface Parts {
  readonly verify?: Verifier;
  readonly modelFault?: NixaiError;
  /** Why nobody can say which model would be asked. */
  readonly unresolved?: NixaiError;
  readonly sources?: readonly DocSource[];
}

/** Finds nothing wrong with anything. */
const contented: Verifier = {
  verify: async (markdown) => ({
    markdown,
    verification: {
      checkedAgainst: 'nothing',
      options: [],
      snippets: [],
      packages: [],
      risks: [],
      repaired: false,
      rounds: 0,
    },
  }),
};

function hostOf({
  verify = contented,
  modelFault,
  unresolved,
  sources = [createHandbookSource()],
}: Parts = {}) {
  const asked: (readonly ChatMessage[])[] = [];
  const used: string[] = [];
  const services = new Map<symbol, unknown>([
    [verifier.key, verify],
    [models.key, fakeModel(asked, modelFault, unresolved)],
    [
      redactor.key,
      {
        redactDeep: <T>(value: T) => value,
        redact: (text: string) => ({
          text: text.replaceAll('hunter2', '<SECRET:password:1>'),
          counts: text.includes('hunter2') ? { password: 1 } : {},
        }),
      },
    ],
  ]);
  const host = {
    hasCommand: () => true,
    paths: { cache: '/nonexistent' },
    log: { debug() {}, info() {}, warn() {} },
    checkRules: { list: async () => [] },
    explainers: {
      list: async () => [
        {
          name: 'test',
          create: async () => ({ explain: async (text: string) => explained(text) }),
        },
      ],
    },
    config: createTestHost().config,
    docSources: {
      list: async () =>
        sources.map((source) => ({ name: source.name, create: async () => source })),
    },
    async service({ key }: Token<unknown>) {
      used.push(key.description ?? '');
      if (!services.has(key)) throw new NixaiError({ code: 'no-such-service', what: 'absent' });
      return services.get(key);
    },
  } as unknown as Host;
  services.set(docs.key, createDocsEngine(host));
  services.set(checker.key, createChecker(host));
  return { host, asked, used };
}

/** What a plugin would know of one message. */
const explained = (text: string): ErrorExplanation | undefined =>
  text.includes("attribute 'agenixRoot' missing")
    ? {
        title: 'Missing attribute: agenixRoot',
        message: 'A module names a script that no other defines.',
        steps: [
          {
            title: 'Update that input.',
            code: 'nix flake update agenix',
            language: 'sh',
            risk: 'none',
          },
        ],
        more: 'YOUR_COMMAND 2>&1 | nixai diagnose',
      }
    : undefined;

function optionsOf(more: Partial<AskOptions> = {}): AskOptions {
  return {
    attachments: [],
    earlier: [],
    choice: {},
    signal: new AbortController().signal,
    ...more,
  };
}

const offline = { choice: { 'no-ai': true } };
const promptOf = (asked: (readonly ChatMessage[])[]) => asked[0]?.at(-1)?.content ?? '';

describe('ask', () => {
  it('has an error message in the question explained, with what to do and how more is told', async () => {
    const { host } = hostOf();
    const { answer, outcome, sections } = await ask(
      "error: attribute 'agenixRoot' missing",
      optionsOf(offline),
      host,
    );
    expect(outcome).to.equal('answered');
    expect(sections[0]?.kind).to.equal('explained');
    expect(answer)
      .to.include('**Missing attribute: agenixRoot**')
      .and.include('```sh\nnix flake update agenix\n```')
      .and.include('nixai diagnose');
  });

  it('has the error of a log explained that is piped in, with or without a question', async () => {
    const { host } = hostOf();
    const log = "building the system configuration...\nerror: attribute 'agenixRoot' missing\n";
    const piped = { attachments: [{ name: 'stdin', text: log }] };
    const asked = await ask('what is wrong here?', optionsOf({ ...offline, ...piped }), host);
    expect(asked.answer).to.include('**Missing attribute: agenixRoot**');
    const alone = await ask(log, optionsOf(offline), host);
    expect(alone.answer).to.include('**Missing attribute: agenixRoot**');
  });

  it('stays with the subject of the conversation where that has what is asked now', async () => {
    const { host } = hostOf();
    const earlier = [{ question: 'how do I enable ssh?', answer: 'so' }];
    const titleOf = async (text: string) =>
      (await ask(text, optionsOf({ ...offline, earlier }), host)).citations[0]?.title;
    expect(await titleOf('how do I change the port?')).to.equal('Enable the SSH server');
    expect(await titleOf('and how do I check that it works?')).to.equal('Enable the SSH server');
    expect(await titleOf('how do I install steam?')).to.equal('Steam and games');
  });

  it('shows what the question says itself in the block', async () => {
    const { host } = hostOf();
    const blockOf = async (text: string) => (await ask(text, optionsOf(offline), host)).answer;
    expect(await blockOf('open port 8080')).to.include('allowedTCPPorts = [ 8080 ];');
    expect(await blockOf('german keyboard')).to.include('layout = "de";');
    expect(await blockOf('set the time zone to New York')).to.include('"America/New_York"');
  });

  it('says that it is not sure where a topic has only the place that a question is about', async () => {
    const { host } = hostOf();
    const found = await ask('home-manager does not create .profile', optionsOf(offline), host);
    expect(found.doubtful).to.equal(true);
    expect(found.answer).to.match(/not sure|Not in my handbook/);
  });

  it('writes the release that the question is about where a topic leaves one open', async () => {
    const { host } = hostOf();
    const { answer } = await ask('minimal flake.nix for NixOS 25.11', optionsOf(offline), host);
    expect(answer).to.include('github:NixOS/nixpkgs/nixos-25.11');
    expect(answer).not.to.include('{{');
  });

  it('answers from the handbook with no model, and cites it', async () => {
    const { host, used } = hostOf();
    const result = await ask(question, optionsOf(offline), host);
    expect(result).to.include({ outcome: 'answered', provider: 'offline', complete: true });
    expect(result.answer).to.include('services.openssh').and.include('nixos-rebuild switch');
    expect(result.options.map(({ name }) => name)).to.include('services.openssh.enable');
    expect(result.citations[0]).to.include({ source: 'handbook' });
    expect(used).not.to.include(models.key.description);
  });

  it('says that it does not know', async () => {
    const result = await ask('how do I prune tomato plants', optionsOf(offline), hostOf().host);
    expect(result).to.include({ outcome: 'unknown' });
    expect(result.answer).to.match(/^Not in my handbook/);
    expect(result.options).to.deep.equal([]);
  });

  it('says how to ask where nothing was asked', async () => {
    for (const words of ['hello', 'what can you do'])
      expect((await ask(words, optionsOf(offline), hostOf().host)).answer).to.include(
        'Say what it is about',
      );
  });

  it('points at the lines of a piped configuration, and at its old names', async () => {
    const text =
      '{\n  services.openssh = {\n    enable = true;\n    permitRootLogin = "yes";\n  };\n}\n';
    const attachments = [{ name: 'stdin', text }];
    const result = await ask(
      'is my ssh server secure?',
      optionsOf({ ...offline, attachments }),
      hostOf().host,
    );
    expect(result.context.map(({ line }) => line)).to.deep.equal([3, 4]);
    const [renamed] = result.findings?.filter(({ rule }) => rule === 'renamed-option') ?? [];
    expect(renamed?.line).to.equal(4);
    expect(result.answer).to.match(/stdin:4: .*services\.openssh\.settings\.PermitRootLogin/);
    expect(result.answer).to.contain('stdin:3: `enable = true;`');
  });

  it('understands "is this secure?" by what was piped in', async () => {
    const attachments = [{ name: 'stdin', text: '{ services.openssh.enable = true; }' }];
    const result = await ask(
      'is this secure?',
      optionsOf({ ...offline, attachments }),
      hostOf().host,
    );
    expect(result.citations.map(({ title }) => title)).to.include('Enable the SSH server');
  });

  it('understands a follow-up by the question before', async () => {
    const earlier = [{ question: 'how do I enable bluetooth headphones?', answer: '…' }];
    const alone = await ask('and on which one?', optionsOf(offline), hostOf().host);
    const result = await ask(
      'and on which one?',
      optionsOf({ ...offline, earlier }),
      hostOf().host,
    );
    expect(alone.outcome).to.equal('unknown');
    expect(result.citations[0]?.title).to.match(/bluetooth/i);
  });

  it('streams a model, and gives it the material between marks nobody can guess', async () => {
    const { host, asked } = hostOf();
    const streamed: string[] = [];
    const result = await ask(question, optionsOf({ onText: (text) => streamed.push(text) }), host);
    expect(streamed.join('')).to.equal('Hello');
    expect(result.answer)
      .to.match(/^Hello\n\n## Sources\n\n- \[/)
      .and.contain('## Next');
    expect(result).to.deep.include({
      provider: 'ollama',
      model: 'llama3',
      tokens: { input: 7, output: 2 },
    });
    const nonce = /<<([0-9a-f]{16}) reference: /.exec(promptOf(asked))?.[1];
    expect(nonce).to.be.a('string');
    expect(asked[0]?.[0]?.content).to.include(nonce);
    await ask(question, optionsOf(), host);
    expect(asked[1]?.[0]?.content).not.to.include(nonce);
  });

  it('gives a model the earlier turns', async () => {
    const { host, asked } = hostOf();
    await ask(question, optionsOf({ earlier: [{ question: 'before?', answer: 'so.' }] }), host);
    expect(asked[0]?.map(({ role }) => role)).to.deep.equal([
      'system',
      'user',
      'assistant',
      'user',
    ]);
  });

  it('takes secrets out of what the person gives along', async () => {
    const { host, asked } = hostOf();
    const attachments = [{ name: 'stdin', text: '{ services.openssh.extraConfig = "hunter2"; }' }];
    const result = await ask(question, optionsOf({ attachments }), host);
    expect(JSON.stringify([asked, result])).not.to.include('hunter2');
    expect(result.redacted).to.deep.equal({ password: 1 });
  });

  it('has the answer verified, and takes the mended one', async () => {
    const complaints: string[] = [];
    const verify: Verifier = {
      async verify(markdown, { repair } = {}) {
        complaints.push((await repair?.('no option of that name', markdown)) ?? '');
        return {
          markdown: 'Mended',
          verification: {
            checkedAgainst: 'x',
            options: [],
            snippets: [],
            packages: [],
            risks: [],
            repaired: true,
            rounds: 1,
          },
        };
      },
    };
    const { host, asked } = hostOf({ verify });
    const result = await ask(question, optionsOf(), host);
    expect(result.answer).to.match(/^Mended\n/);
    expect(complaints).to.deep.equal(['Hello']);
    expect(asked[1]?.at(-1)?.content).to.equal('no option of that name');
  });

  it('gives the model the answer that it has itself, steps, checks and all', async () => {
    const { host, asked } = hostOf();
    await ask(question, optionsOf(), host);
    expect(promptOf(asked)).to.match(/nixai's own answer[\s\S]*## Configuration[\s\S]*## Check/);
  });

  it('shows what would be sent, and sends nothing', async () => {
    const { host, asked } = hostOf();
    const { prompt } = await previewPrompt(question, optionsOf(), host);
    expect(prompt).to.include(`Question: ${question}`).and.include('services.openssh.enable');
    expect(asked).to.deep.equal([]);
  });

  it('shows it with no network and a provider that nobody reaches', async () => {
    const remote: boolean[] = [];
    const away: DocSource = {
      ...createHandbookSource(),
      name: 'away',
      remote: true,
      search: async () => {
        remote.push(true);
        return [];
      },
    };
    const { host } = hostOf({ sources: [createHandbookSource(), away], unresolved: unreachable });
    const preview = await previewPrompt(
      'how do I prune tomato plants',
      optionsOf({ choice: { provider: 'openai' } }),
      host,
    );
    expect(preview).to.include({ provider: 'openai' });
    expect(preview.prompt).to.include('tomato');
    expect(remote).to.deep.equal([]);
  });

  it('answers with what other sources say when one fails', async () => {
    const broken: DocSource = {
      ...createHandbookSource(),
      name: 'broken',
      search: () => Promise.reject(new Error('down')),
    };
    const { host } = hostOf({ sources: [broken, createHandbookSource()] });
    const result = await ask(question, optionsOf(offline), host);
    expect(result.outcome).to.equal('answered');
    expect(result.sources.map(({ source, outcome }) => `${source} ${outcome}`)).to.deep.equal([
      'broken failed',
      'handbook answered',
    ]);
  });

  describe('when the model cannot be had', () => {
    it('answers from the handbook where nobody insisted on the model, and says so', async () => {
      const { host } = hostOf({ modelFault: unreachable });
      const result = await ask(question, optionsOf(), host);
      expect(result.answer).to.contain('services.openssh.enable');
      expect(result).to.include({ outcome: 'answered', provider: 'offline', model: undefined });
      expect(remarksOn(result, false)).to.deep.equal([
        'ollama does not answer (ollama serve): the handbook answers instead',
      ]);
    });

    it('does not tell to do without a model, which is what it does', async () => {
      const hint = 'nixai ask --no-ai "…" answers without a model';
      const { code, what, exitCode } = unreachable;
      const { host } = hostOf({ modelFault: new NixaiError({ code, what, hint, exitCode }) });
      expect(remarksOn(await ask(question, optionsOf(), host), false)).to.deep.equal([
        'ollama does not answer: the handbook answers instead',
      ]);
    });

    it('tells of the error where the provider was named on the command line', async () => {
      const { host } = hostOf({ modelFault: unreachable });
      const named = optionsOf({ choice: { provider: 'ollama' } });
      const error = await ask(question, named, host).catch((caught: unknown) => caught);
      expect(error).to.equal(unreachable);
    });
  });

  it('gives JSON as the published schema says, with a model and without', async () => {
    const schema: unknown = JSON.parse(
      await readFile(join(packageRoot, 'schemas/ask.json'), 'utf8'),
    );
    const validate = new Ajv().compile(schema as object);
    const { host } = hostOf();
    const documents = [
      await ask(question, optionsOf(offline), host),
      await ask('how do I prune tomato plants', optionsOf(offline), host),
      await ask(question, optionsOf(), host),
      await previewPrompt(question, optionsOf(), host),
    ];
    for (const document of documents) {
      validate(JSON.parse(JSON.stringify(document)));
      expect(validate.errors).to.equal(null);
    }
  });

  describe('for a machine', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'nixai-ask-'));
      await writeFile(
        join(folder, 'flake.nix'),
        '{ inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-22.11"; }',
      );
      await writeFile(join(folder, 'configuration.nix'), '{ services.openssh.enable = true; }');
    });
    after(() => rm(folder, { recursive: true }));

    it('speaks of its release, its own lines and its flake', async () => {
      const result = await ask(
        question,
        optionsOf({ ...offline, nixosPath: folder }),
        hostOf().host,
      );
      expect(result.machine).to.include({
        kind: 'flake',
        release: '22.11',
        releaseFrom: 'flake.nix',
      });
      expect(result.context).to.deep.include({
        file: join(folder, 'configuration.nix'),
        line: 1,
        text: '{ services.openssh.enable = true; }',
        remark: undefined,
      });
      expect(result.answer).to.include('Your release is 22.11').and.include('permitRootLogin');
    });
  });
});
