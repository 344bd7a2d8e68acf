// The examples of docs/plugins: each page's files become a plugin, its console is typed and compared.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';

const folder = join(root, 'docs/plugins');
const fileBlock = /^`([^`\n]+)`:\n\n```\w+\n([^]*?)^```$/gm;
const consoleBlock = /^```console\n([^]*?)^```$/gm;

/** `$ command` and what it prints, up to the next one. */
function steps(text) {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    return { command: part.slice(0, end), printed: part.slice(end + 1) };
  });
}

const pages = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  .filter(({ text }) => text.includes('`package.json`:'));

describe('the example of docs/plugins/', () => {
  let work;
  let home;
  before(() => (work = mkdtempSync(join(tmpdir(), 'nixai-examples-'))));
  beforeEach(() => {
    home = createHome();
    // `nixai` as people type it, and jq where the machine has it.
    mkdirSync(join(home.path, 'bin'));
    writeFileSync(
      join(home.path, 'bin/nixai'),
      `#!/bin/sh\nexec "${process.execPath}" "${installedCli().bin}" "$@"\n`,
      { mode: 0o755 },
    );
  });
  afterEach(() => home.remove());
  after(() => rmSync(work, { recursive: true, force: true }));

  for (const { name, text } of pages)
    it(`${name} works as it stands, and is fit to be published`, async () => {
      const plugin = join(work, name);
      for (const [, path, content] of text.matchAll(fileBlock)) {
        mkdirSync(dirname(join(plugin, path)), { recursive: true });
        writeFileSync(join(plugin, path), content);
      }
      writeFileSync(join(plugin, 'LICENSE'), 'MIT\n');
      mkdirSync(join(plugin, 'node_modules/@nixai'), { recursive: true });
      const api = join(installedCli().folder, 'lib/node_modules/@nixai/api');
      symlinkSync(api, join(plugin, 'node_modules/@nixai/api'));
      const env = { ...home.env, PATH: `${join(home.path, 'bin')}:${home.env.PATH}` };
      execFileSync('nixai', ['plugins', 'link', plugin], { env, stdio: 'pipe' });

      if (text.includes('@nixai/plugin-templates'))
        await home.nixai(['plugins', 'link', join(root, 'plugins/templates')]);

      const verified = await home.nixai(['plugins', 'verify', plugin]);
      expect(verified.code, verified.stdout).to.equal(0);
      const consoles = [...text.matchAll(consoleBlock)].flatMap(([, block]) => steps(block));
      expect(consoles).not.to.deep.equal([]);
      const hasJq = spawnSync('jq', ['--version']).status === 0;
      for (const { command, printed } of consoles) {
        if (command.includes('| jq') && !hasJq) continue;
        const { stdout, stderr } = spawnSync('sh', ['-c', command], {
          cwd: home.path,
          env,
          encoding: 'utf8',
        });
        if (printed !== '') expect(stdout + stderr, command).to.equal(printed);
      }
    });
});

describe('docs/plugins/', () => {
  it('has the api as its docstrings say', () => {
    const script = join(root, 'scripts/api-reference.js');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });
    expect(status, stderr).to.equal(0);
  });

  it('leads only to pages that are there', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const [, link] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
        expect(existsSync(join(folder, link)), `${name}: ${link}`).to.equal(true);
    }
  });
});
