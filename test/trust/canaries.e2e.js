// A secret in everything that nixai reads, each another one, and then: where did they get to?
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { startOllama } from './support/ollama.js';

let count = 0;
/** A GitHub token that no other source has; made of parts, so that none stands in this file. */
const token = () =>
  ['ghp', `Canary${String(++count).padStart(4, '0')}x8Kq2Zr7Wv5Tn3Lm6Jd9Hs4Gf1`].join('_');

const canaries = {
  question: token(),
  stdin: token(),
  contextFile: token(),
  configuration: token(),
  environment: token(),
  configurationFile: token(),
  flag: token(),
  argument: token(),
  fileName: token(),
  historyEntry: token(),
  answer: token(),
};

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** A model of Ollama that is really elsewhere: what it is asked leaves the machine. */
const elsewhere = ['--model', 'gpt-oss:120b-cloud'];

describe('canaries', () => {
  let home;
  let model;
  const outputs = [];
  const given = new Set();

  before(async function () {
    this.timeout(300_000);
    model = await startOllama(() => ['Set `services.openssh.enable`, and keep ', canaries.answer]);
    home = createHome({ OPENAI_API_KEY: canaries.environment, ...model.env });
    const config = join(home.path, '.config/nixai');
    mkdirSync(config, { recursive: true });
    writeFileSync(
      join(config, 'config.yaml'),
      `providers:\n  gemini:\n    api_key: ${canaries.configurationFile}\n`,
      { mode: 0o600 },
    );
    const nixos = join(home.path, 'nixos');
    mkdirSync(nixos);
    const configuration = join(nixos, 'configuration.nix');
    writeFileSync(
      configuration,
      `{ services.openssh.enable = true; services.x.token = "${canaries.configuration}"; }\n`,
    );
    const context = home.file('notes.txt', `the token is ${canaries.contextFile}\n`);
    for (const path of [join(config, 'config.yaml'), configuration, context]) given.add(path);
    const about = ['--context-file', context, '--nixos-path', nixos];
    const ask = ['ask', '--no-ai', ...about];
    const asked = ['ask', ...elsewhere, ...about, `how do I enable SSH with ${canaries.question}?`];
    const runs = [
      [asked, canaries.stdin],
      [['ask', ...elsewhere, '--continue', 'and is this secure?'], `x = ${canaries.stdin}\n`],
      [[...asked, '--show-prompt'], canaries.stdin],
      [[...ask, `how do I enable SSH with ${canaries.question}?`], canaries.stdin],
      [['ask', '--no-ai', '--continue', 'and is this secure?'], `x = ${canaries.stdin}\n`],
      [['config', 'show']],
      [['config', 'validate']],
      [['config', 'get', 'providers.gemini.api_key']],
      [['config', 'set', 'providers.openai.api_key', canaries.argument]],
      [['config', 'set', 'ai_modle', canaries.argument]],
      [['config', 'set', 'ai_provider', canaries.argument]],
      [['config', 'unset', 'providers.openai.api_key']],
      [['doctor']],
      [['models']],
      [['history', 'list']],
      [['history', 'show', canaries.argument]],
      [['docs', 'status']],
      [['docs', 'sync', '--source', 'file', '--file', join(home.path, canaries.fileName)]],
      [['ask', '--provider', canaries.flag, 'how do I enable SSH?']],
      [['ask', `--${canaries.flag}`, 'how do I enable SSH?']],
      [['ask', '--no-ai', '--context-file', canaries.fileName, 'how do I enable SSH?']],
      [[`token=${canaries.argument}`]],
    ];
    for (const [argv, input] of runs)
      for (const extra of [['--json'], ['--json', '--debug'], ['--debug']]) {
        const run = await home.nixai([...argv, ...extra], { input });
        outputs.push({ argv: [...argv, ...extra], ...run });
      }
  });
  after(() => {
    home.remove();
    model.close();
  });

  const leaksIn = (text) => Object.keys(canaries).filter((name) => text.includes(canaries[name]));

  it('are in nothing that a model elsewhere was sent', () => {
    expect(model.prompts.length).to.be.at.least(6);
    expect(model.prompts.flatMap(leaksIn)).to.deep.equal([]);
    expect(model.prompts[0]).to.contain('<SECRET:github-token:').and.to.contain('the token is');
  });

  it('are not in the prompt that is shown, which is what is sent but for its marks', () => {
    const shown = outputs.find(({ argv }) => argv.includes('--show-prompt'));
    const { prompt } = JSON.parse(shown.stdout);
    const { messages } = JSON.parse(model.prompts[0]);
    const sent = messages.map(({ role, content }) => `--- ${role}\n${content}`).join('\n\n');
    const marks = /\b[0-9a-f]{16,}\b/g;
    expect(prompt.replace(marks, 'MARK')).to.equal(sent.replace(marks, 'MARK'));
    expect(leaksIn(prompt)).to.deep.equal([]);
  });

  it('are in no JSON document', () => {
    const leaks = outputs
      .filter(({ argv }) => argv.includes('--json'))
      .flatMap(({ argv, stdout }) => leaksIn(stdout).map((leak) => `${leak}: ${argv.join(' ')}`));
    expect(leaks).to.deep.equal([]);
  });

  it('are in no log line and no error report, with --debug too', () => {
    const leaks = outputs.flatMap(({ argv, stderr }) =>
      leaksIn(stderr).map((leak) => `${leak}: ${argv.join(' ')}\n${stderr}`),
    );
    expect(leaks.join('\n')).to.equal('');
  });

  it('are in no history, cache, backup or other file that nixai wrote', () => {
    const written = filesUnder(home.path).filter((path) => !given.has(path));
    expect(written.length).to.be.at.least(3);
    const leaks = written.flatMap((path) =>
      // A backup is the person's own file as it was, for them alone.
      path.includes('/backups/')
        ? (statSync(path).mode & 0o077) === 0 && []
        : leaksIn(readFileSync(path, 'latin1')).map((leak) => `${leak}: ${path}`),
    );
    expect(leaks).to.deep.equal([]);
  });

  it('were really there to be found', () => {
    const shown = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    expect(shown).to.contain('<SECRET:github-token:');
    expect(readFileSync([...given][2], 'utf8')).to.contain(canaries.contextFile);
  });
});
