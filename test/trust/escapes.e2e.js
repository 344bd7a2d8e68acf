// Every escape sequence of the corpus in every text that nixai prints and did not write itself.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { escapeCorpus } from '../../core/safety/dist/sanitize/escapeCorpus.test.js';
import { createHome } from '../support/home.js';
import { installedCli } from '../support/packed.js';
import { hasTerminal } from '../support/terminal.js';
import { startOllama } from './support/ollama.js';

const corpus = escapeCorpus();
const all = corpus.map((sequence) => `x${sequence}x`).join('\n');
/** Words of a command line and variables cannot hold a NUL. */
const words = all.replaceAll('\0', '');
const forbidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e0fff}]/u;

describe(`${corpus.length} escape sequences`, function () {
  this.timeout(600_000);
  let home;
  let model;
  beforeEach(() => (home = createHome()));
  afterEach(() => {
    model?.close();
    home.remove();
  });

  function put(path, text) {
    mkdirSync(dirname(join(home.path, path)), { recursive: true });
    writeFileSync(join(home.path, path), text);
    return path;
  }

  /** Nothing of the corpus in what these words print, in text and in JSON, on both streams. */
  async function expectClean(argv, options = {}) {
    let printed = '';
    for (const more of [[], ['--json'], ['--debug']]) {
      const { code, stdout, stderr } = await home.nixai([...argv, ...more], options);
      const found = forbidden.exec(stdout) ?? forbidden.exec(stderr);
      const around =
        found && JSON.stringify(found.input.slice(Math.max(0, found.index - 80), found.index + 80));
      expect(found, `${argv.join(' ').slice(0, 80)} ${more}: ${around}`).to.equal(null);
      expect(code).to.be.oneOf([0, 1, 2, 3, 4, 5]);
      printed += stdout + stderr;
    }
    return printed;
  }

  /** The source is one that is printed: the test would see an escape if there were one. */
  const shown = (printed) => expect(printed).to.match(/xx|x<U\+/);

  it('from a model, one character at a time', async () => {
    model = await startOllama(() => [...`Answer: ${all}`]);
    shown(await expectClean(['ask', 'how do I enable SSH?'], { env: model.env }));
    shown(await expectClean(['ask', '--raw', 'how do I enable SSH?'], { env: model.env }));
  });

  it('from a model, at a terminal, where it is streamed', async function () {
    if (!hasTerminal) this.skip();
    model = await startOllama(() => [...`Answer: ${all} END`]);
    // A pager's own drawing is no concern of ours.
    const env = { ...model.env, NIXAI_PAGER: 'cat' };
    const bytes = await atTerminal(['ask', '--no-color', 'how do I enable SSH?'], env);
    expect(bytes).to.contain('END');
    // The terminal's own end of a line, and what we draw progress and styles with.
    const ours =
      // eslint-disable-next-line no-control-regex
      /\r\n|\r|\u001b\[\d{0,3}(?:;\d{1,3}){0,4}m|\u001b\[\?25[hl]|\u001b\[\d?[AGKJ]|\u001b\[\?2026[hl]/g;
    const found = forbidden.exec(bytes.replace(ours, ''));
    expect(found && JSON.stringify(found.input.slice(found.index - 40, found.index + 40))).to.equal(
      null,
    );
  });

  it('from a model server’s error', async () => {
    model = await startOllama(() => ({ status: 400, error: all }));
    shown(
      await expectClean(['ask', '--provider', 'ollama', 'how do I enable SSH?'], {
        env: model.env,
      }),
    );
  });

  it('from the command line', async () => {
    for (const argv of [
      ['ask', '--no-ai', words],
      ['ask', `--${words}`],
      ['config', 'get', words],
      ['config', 'set', 'ai_model', words],
      ['config', 'set', words, 'x'],
      ['docs', 'sync', '--source', words],
      ['docs', 'sync', '--file', words],
      ['ask', '--no-ai', '--context-file', words, 'how do I enable SSH?'],
      ['history', 'show', words],
      ['undo', words],
      ['models', '--provider', words],
      [words],
    ])
      await expectClean(argv);
  });

  it('from the environment', async () => {
    for (const name of [
      'NIXAI_PROVIDER',
      'NIXAI_MODEL',
      'NIXAI_LOG_LEVEL',
      'NIXAI_OFFLINE',
      'NIXAI_CONFIG_PATH',
      'OLLAMA_HOST',
    ])
      await expectClean(['config', 'show'], { env: { [name]: words } });
  });

  it('from files that are given along, and from stdin', async () => {
    const file = put('context.nix', `services.openssh.enable = true; # ${all}\n${all}`);
    const argv = ['ask', '--no-ai', '--context-file', file, 'is services.openssh.enable right?'];
    await expectClean(argv, { input: all });
    await expectClean(['ask', '--no-ai'], { input: `how do I enable SSH? ${words}` });
    shown(
      await expectClean([...argv.slice(0, 1), '--show-prompt', ...argv.slice(2)], { input: all }),
    );
  });

  it('from the configuration', async () => {
    put(
      '.config/nixai/config.yaml',
      `ai_model: ${JSON.stringify(words)}\n${JSON.stringify(words)}: 1\n`,
    );
    for (const argv of [
      ['show'],
      ['get', 'ai_model'],
      ['validate'],
      ['set', 'ai_model', 'x'],
      ['unset', 'ai_model'],
    ])
      await expectClean(['config', ...argv]);
    put('.config/nixai/config.yaml', `ai_model: ${JSON.stringify(words)}\n`);
    await expectClean(['config', 'show']);
    put('.config/nixai/config.yaml', `ai_model: x # ${words.replaceAll('\n', ' ')}\n`);
    await expectClean(['config', 'set', 'ai_model', 'y']);
    await expectClean(['undo', '--dry-run']);
  });

  it('from the machine’s configuration', async () => {
    put(
      'nixos/flake.nix',
      `{ outputs = _: { nixosConfigurations.${JSON.stringify(words)} = 1; }; } # ${all}`,
    );
    put('nixos/configuration.nix', `{ services.openssh.enable = true; # ${all}\n}`);
    await expectClean([
      'ask',
      '--no-ai',
      '--nixos-path',
      'nixos',
      'is services.openssh.enable right?',
    ]);
  });

  it('from the history and the list of changes', async () => {
    const id = '20260301T120000-1a2b3c';
    const date = '2026-03-01T12:00:00.000Z';
    const entry = { id, conversation: id, date, question: all, answer: all, provider: all };
    put(`.local/state/nixai/history/${id}.json`, JSON.stringify(entry));
    shown(await expectClean(['history', 'list']));
    shown(await expectClean(['history', 'show', id]));
    const change = {
      id: '20260301T120000000-1a2b3c',
      date,
      about: all,
      files: [{ path: `/${words}` }],
    };
    put(`.local/state/nixai/backups/${change.id}/change.json`, JSON.stringify(change));
    shown(await expectClean(['undo', 'list']));
    await expectClean(['undo', change.id]);
  });

  it('from indexed options', async () => {
    const option = { type: all, description: all, default: { text: all }, example: { text: all } };
    put(
      'options.json',
      JSON.stringify({ 'services.demo.enable': option, [`services.${words}`]: option }),
    );
    shown(
      await expectClean([
        'docs',
        'sync',
        '--source',
        'file',
        '--file',
        'options.json',
        '--release',
        words,
      ]),
    );
    await expectClean([
      'docs',
      'sync',
      '--source',
      'file',
      '--file',
      'options.json',
      '--release',
      'nixos-25.05',
    ]);
    await expectClean(['docs', 'status']);
    await expectClean(['ask', '--no-ai', 'what is services.demo.enable?']);
  });

  it('from what a plugin says of itself', async () => {
    put(
      'plugin/package.json',
      JSON.stringify({
        name: 'acme-x',
        version: `1.0.0-${words}`,
        description: all,
        oclif: { commands: './commands', topics: { x: { description: all } } },
      }),
    );
    put(
      'plugin/commands/x/y.js',
      `export default { summary: ${JSON.stringify(all)}, run() { throw new Error(${JSON.stringify(all)}); } };`,
    );
    put(
      '.local/share/nixai/package.json',
      JSON.stringify({
        oclif: { plugins: [{ name: 'acme-x', type: 'link', root: join(home.path, 'plugin') }] },
      }),
    );
    for (const argv of [['plugins'], ['plugins', 'inspect', 'acme-x'], ['x', 'y']])
      await expectClean(argv);
  });

  function atTerminal(argv, env) {
    const line = [process.execPath, installedCli().bin, ...argv]
      .map((word) => `'${word}'`)
      .join(' ');
    return new Promise((resolve) => {
      const child = spawn('script', ['-qec', `stty cols 80; ${line}`, '/dev/null'], {
        cwd: home.path,
        env: { ...home.env, ...env, TERM: 'xterm-256color' },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      let bytes = '';
      child.stdout.setEncoding('utf8').on('data', (text) => (bytes += text));
      child.on('close', () => resolve(bytes));
    });
  }
});
