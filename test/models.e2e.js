// What a person with a model sees, and what the model's service does: nixai and real SDKs against
// servers that speak the services' protocols on loopback. A service far away is one behind a proxy.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli } from './support/packed.js';
import { startProxy } from './support/proxy.js';
import { hasTerminal, openTerminal } from './support/terminal.js';
import { startModelServer } from '../core/models/dist/testing/modelServer.js';
import { startModelService } from '../core/models/dist/testing/modelService.js';
import { wires } from '../core/models/dist/testing/wires.js';

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const key = ['sk', 'proj', 'Canary0123456789abcdefghijklmnop'].join('-');
const question = 'how do I enable SSH?';

describe('with a model', () => {
  let home;
  let server;
  beforeEach(() => (home = createHome()));
  afterEach(async () => {
    home.remove();
    await server?.close();
    server = undefined;
  });

  it('of Ollama on this machine, the answer is the text that it sent', async () => {
    const texts = ['Set ', '`services.openssh.enable`', ' to true.'];
    server = await startModelService('ollama', { models: ['llama3:latest'], texts });
    const run = await home.nixai(['ask', question], { env: { OLLAMA_HOST: server.url } });
    expect(run.code, run.stderr).to.equal(0);
    expect(run.stdout).to.contain('services.openssh.enable').and.contain(' to true.');
    const { messages, options } = JSON.parse(server.seen.at(-1).body);
    expect(messages.at(-1).content).to.contain(question);
    expect(options?.temperature).to.equal(undefined);
  });

  it('the flags reach the service', async () => {
    server = await startModelService('openai', { models: ['big'], key });
    const env = { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: key };
    const flags = ['--provider', 'openai', '--model', 'big', '--temperature', '0.3'];
    const run = await home.nixai(['ask', ...flags, question, '--json'], { env });
    expect(JSON.parse(run.stdout)).to.include({ provider: 'openai', model: 'big', complete: true });
    const sent = server.seen.find(({ url }) => url === '/v1/chat/completions');
    expect(JSON.parse(sent.body)).to.include({ model: 'big', temperature: 0.3, stream: true });
    expect(sent.headers.authorization).to.equal(`Bearer ${key}`);
  });

  it('that is not pulled, the answer comes from the handbook, and a line says how to pull it', async () => {
    server = await startModelService('ollama', { models: ['mistral'] });
    const env = { OLLAMA_HOST: server.url, NIXAI_PROVIDER: 'ollama', NIXAI_MODEL: 'qwen3' };
    const run = await home.nixai(['ask', question], { env });
    expect(run.code).to.equal(0);
    expect(run.stdout).to.contain('services.openssh.enable');
    expect(run.stderr).to.contain('ollama pull qwen3');
  });

  it('that a flag names and that is not pulled, it is an error that says how to pull it', async () => {
    server = await startModelService('ollama', { models: ['mistral'] });
    const argv = ['ask', '--provider', 'ollama', '--model', 'qwen3', question];
    const run = await home.nixai(argv, { env: { OLLAMA_HOST: server.url } });
    expect(run.code).to.equal(3);
    expect(run.stdout).to.equal('');
    expect(run.stderr).to.contain('has no model "qwen3"').and.contain('ollama pull qwen3');
  });

  it('that breaks off, what came is kept and said to be incomplete', async () => {
    server = await startModelServer(() => ({
      headers: { 'content-type': wires.openai.type },
      pieces: [wires.openai.beginning(['Set `services.openssh.enable`'])],
      end: 'cut',
    }));
    const env = { OPENAI_BASE_URL: `${server.url}/v1` };
    const argv = ['ask', '--provider', 'openai', '--model', 'm', question];
    const run = await home.nixai(argv, { env });
    expect(run.stdout).to.contain('services.openssh.enable');
    expect(run.stderr).to.contain('incomplete');
    const json = await home.nixai([...argv, '--json'], { env });
    expect(JSON.parse(json.stdout)).to.include({ complete: false });
  });

  it('that invents an option, a terminal shows the answer as it comes, and the mended one below', async function () {
    if (!hasTerminal) this.skip();
    const block = (line) => ['Do this:\n\n```nix\n', `${line}\n`, '```\n'];
    const answers = [
      block('services.openssh.permitRootLogin = "no";'),
      block('services.openssh.settings.PermitRootLogin = "no";'),
    ];
    server = await startModelServer(() => ({
      headers: { 'content-type': wires.openai.type },
      pieces: [wires.openai.stream(answers.shift() ?? [])],
    }));
    const argv = 'ask --provider openai --model m "may root log in?"';
    const terminal = openTerminal(`"${process.execPath}" "${installedCli().bin}" ${argv}`, {
      cwd: home.path,
      env: { ...home.env, OPENAI_BASE_URL: `${server.url}/v1` },
    });
    await terminal.until(/services\.openssh\.permitRootLogin/);
    await terminal.until(/the model mended them:[^]*settings\.PermitRootLogin[^]*0\s+unknown/);
    expect(await terminal.ended).to.equal(0);
    expect(server.seen.at(-1).body).to.contain('was renamed to');
  });

  it('is drawn at a terminal while it comes, with its sources and next steps below', async function () {
    if (!hasTerminal) this.skip();
    server = await startModelServer(() => ({
      headers: { 'content-type': wires.openai.type },
      pieces: [
        wires.openai.beginning([
          'Set **this** first:\n\n```nix\nservices.openssh',
          '.enable = true;\n```\n\n',
        ]),
        wires.openai.stream(['Then rebuild.']),
      ],
    }));
    const argv = `ask --provider openai --model m "${question}"`;
    const terminal = openTerminal(`"${process.execPath}" "${installedCli().bin}" ${argv}`, {
      cwd: home.path,
      env: { ...home.env, OPENAI_BASE_URL: `${server.url}/v1` },
    });
    await terminal.until(/Then rebuild\.[^]*Sources[^]*wiki\.nixos\.org[^]*1 option checked/);
    expect(await terminal.ended).to.equal(0);
    expect(terminal.written()).to.not.contain('**this**').and.not.contain('```');
  });

  it('that does not end in time, --timeout ends it: exit code 3', async () => {
    server = await startModelServer(() => ({ instead: 'silence' }));
    const env = { OPENAI_BASE_URL: `${server.url}/v1` };
    const argv = ['ask', '--provider', 'openai', '--model', 'm', '--timeout', '1', question];
    const run = await home.nixai(argv, { env });
    expect(run.code).to.equal(3);
    expect(run.stderr).to.contain('within 1 s').and.contain('--timeout');
  });

  it('Ctrl-C closes the connection and ends nixai with 130', async () => {
    server = await startModelServer(() => ({
      headers: { 'content-type': wires.openai.type },
      pieces: [wires.openai.beginning(['Set ', 'it'])],
      end: 'open',
    }));
    const argv = ['ask', '--provider', 'openai', '--model', 'm', question];
    const child = home.start(argv, { env: { OPENAI_BASE_URL: `${server.url}/v1` } });
    child.stdin.end();
    while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
    child.kill('SIGINT');
    await server.abandoned;
    expect(await ended).to.equal(130);
  });

  it('a wrong key is said so, with the command, and is never shown', async () => {
    server = await startModelService('openai', { key: 'another' });
    const env = { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: key };
    const argv = ['ask', '--provider', 'openai', '--model', 'm', question];
    for (const extra of [[], ['--debug'], ['--json', '--debug']]) {
      const run = await home.nixai([...argv, ...extra], { env });
      expect(run.code).to.equal(4);
      expect(run.stdout + run.stderr).to.contain('does not accept the key');
      expect(run.stdout + run.stderr).not.to.contain(key.slice(0, 12));
    }
    expect(server.seen.map(({ url }) => url).join()).not.to.contain('Canary');
  });
});

describe('what leaves the machine', () => {
  let count = 0;
  const token = () =>
    ['ghp', `Canary${String(++count).padStart(4, '0')}y8Kq2Zr7Wv5Tn3Lm6Jd9Hs4Gf1`].join('_');
  const canaries = {
    question: token(),
    stdin: token(),
    contextFile: token(),
    configuration: token(),
  };
  const leaksIn = (text) => Object.keys(canaries).filter((name) => text.includes(canaries[name]));
  let home;
  let server;
  let proxy;
  let given;
  let argv;
  const input = `token = ${canaries.stdin}\n`;

  before(async () => {
    home = createHome();
    server = await startModelService('ollama', { models: ['m'], texts: ['Set `x`', '.'] });
    proxy = await startProxy(server);
    mkdirSync(join(home.path, 'nixos'));
    const configuration = join(home.path, 'nixos/configuration.nix');
    writeFileSync(
      configuration,
      `{ services.openssh.enable = true; services.openssh.token = "${canaries.configuration}"; }\n`,
    );
    const context = home.file('notes.txt', `the SSH token is ${canaries.contextFile}\n`);
    given = [configuration, context];
    argv = [
      ...['ask', '--provider', 'ollama', '--model', 'm', '--context-file', context],
      ...['--nixos-path', join(home.path, 'nixos')],
      `how do I enable SSH with the token ${canaries.question}?`,
    ];
  });
  after(async () => {
    home.remove();
    proxy.close();
    await server.close();
  });
  const run = (extra = [], env = {}) =>
    home.nixai([...argv, ...extra], {
      input,
      env: { OLLAMA_HOST: 'http://model.test:11434', http_proxy: proxy.url, ...env },
    });

  it('goes through the proxy of the environment, the SDK too', async () => {
    const { code, stdout, stderr } = await run();
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain('Set');
    expect(proxy.asked).to.include('model.test:11434');
    expect(server.seen.some(({ url }) => url === '/api/chat')).to.equal(true);
  });

  it('does not go through it where NO_PROXY says so', async () => {
    const before = proxy.asked.length;
    const { code, stderr } = await run([], { NO_PROXY: 'model.test' });
    expect(code).to.equal(3);
    expect(stderr).to.contain('Ollama does not answer at http://model.test:11434');
    expect(proxy.asked.slice(before)).not.to.include('model.test:11434');
  });

  it('has no secret of the question, stdin, a context file or the configuration', async () => {
    const { stdout } = await run(['--json']);
    const { body } = server.seen.findLast(({ url }) => url === '/api/chat');
    expect(body).to.contain('<SECRET:github-token:').and.contain('the SSH token is');
    expect(server.seen.flatMap((one) => leaksIn(one.url + one.body))).to.deep.equal([]);
    expect(Object.values(JSON.parse(stdout).redacted).join('')).to.match(/[1-9]/);
  });

  it('leaves none in the history, caches or logs of this machine either', async () => {
    await run(['--debug']);
    const written = filesUnder(home.path).filter((path) => !given.includes(path));
    expect(written.length).to.be.at.least(1);
    expect(written.flatMap((path) => leaksIn(readFileSync(path, 'latin1')))).to.deep.equal([]);
  });

  it('is shown beforehand by --show-prompt, to the letter, and nothing is sent', async () => {
    const before = server.seen.length;
    const { stdout } = await run(['--show-prompt', '--json']);
    expect(server.seen.slice(before).filter(({ method }) => method === 'POST')).to.deep.equal([]);
    const shown = JSON.parse(stdout).prompt;
    expect(leaksIn(shown)).to.deep.equal([]);
    await run();
    const { body } = server.seen.findLast(({ url }) => url === '/api/chat');
    const sent = JSON.parse(body)
      .messages.map(({ role, content }) => `--- ${role}\n${content}`)
      .join('\n\n');
    // The marks around foreign text are new each time, so that nobody can guess them.
    const withoutMarks = (text) => text.replace(/\b[0-9a-f]{8,}\b/g, 'MARK');
    expect(withoutMarks(shown)).to.equal(withoutMarks(sent));
  });
});
