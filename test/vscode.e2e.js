// The extension for VS Code as it is packed: its manifests, and its code in a stand-in of the editor, with a
// real nixai. A real editor was not at hand; the stand-in has what the extension itself asks of one, and not
// what the library asks that speaks to the language server (test/lsp.e2e.js does, with a client of its own).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'jsonc-parser';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { createEditor } from './support/vscode.js';

const vsix = join(root, 'plugins/editors/vscode/nixai.vsix');
const unzip = (...words) => spawnSync('unzip', words, { encoding: 'utf8' });

describe('the extension for VS Code', function () {
  this.timeout(240_000);
  let folder;
  let home;
  let program;
  let manifest;
  before(async function () {
    if (unzip('-v').status !== 0) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'nixai-vscode-'));
    expect(unzip('-q', vsix, '-d', folder).status).to.equal(0);
    manifest = JSON.parse(readFileSync(join(folder, 'extension/package.json'), 'utf8'));
    home = createHome({ NIXAI_OFFLINE: '1' });
    for (const name of ['editors', 'explain', 'diagnose', 'mcp']) {
      const linked = await home.nixai(['plugins', 'link', join(root, 'plugins', name)]);
      expect(linked.code, linked.stderr).to.equal(0);
    }
    program = join(folder, 'nixai');
    const env = Object.entries(home.env).map(([name, value]) => `${name}='${value}'`);
    const start = `#!/bin/sh\nexec env -i ${env.join(' ')} "${process.execPath}" "${installedCli().bin}" "$@"\n`;
    writeFileSync(program, start, { mode: 0o755 });
  });
  after(() => {
    home?.remove();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  /** An editor with the extension in it, as its own program loads it. */
  async function open(options = {}) {
    const editor = createEditor({ manifest, settings: { 'nixai.program': program }, ...options });
    const load = createRequire(join(folder, 'extension/extension.js'));
    // Each editor has a process of its own.
    delete load.cache[load.resolve('./extension.js')];
    await editor.activate(() => load('./extension.js'));
    return editor;
  }

  it('is a package as the editor unpacks it', () => {
    expect(readdirSync(folder)).to.include.members([
      '[Content_Types].xml',
      'extension.vsixmanifest',
    ]);
    const files = readdirSync(join(folder, 'extension'));
    expect(files).to.have.members([
      ...[
        'LICENSE.txt',
        'README.md',
        'extension.js',
        'language-configuration.json',
        'package.json',
      ],
    ]);
    const about = readFileSync(join(folder, 'extension.vsixmanifest'), 'utf8');
    const { version } = JSON.parse(
      readFileSync(join(root, 'plugins/editors/package.json'), 'utf8'),
    );
    expect(about).to.contain(`Id="nixai" Version="${version}" Publisher="nixai"`);
    expect(manifest.version).to.equal(version);
    for (const [, path] of about.matchAll(/<Asset [^>]*Path="([^"]*)"/g))
      expect(() => readFileSync(join(folder, path)), path).to.not.throw();
    const types = readFileSync(join(folder, '[Content_Types].xml'), 'utf8');
    for (const name of [...files, 'extension.vsixmanifest'])
      expect(types).to.contain(`Extension=".${name.split('.').at(-1)}"`);
  });

  it('lets no folder that is opened say which program is run', () => {
    const { properties } = manifest.contributes.configuration;
    expect(properties['nixai.program'].scope).to.equal('machine');
  });

  it('has the settings that docs/editors.md shows, and no others', () => {
    const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
    const [, text] = /## VS Code[^]*?```json\n([^]*?)```/.exec(page);
    const { properties } = manifest.contributes.configuration;
    expect(Object.keys(parse(text))).to.have.members(Object.keys(properties));
  });

  it('has the commands of its manifest, and offers the server to agents', async () => {
    const editor = await open();
    const { commands, mcpServerDefinitionProviders } = manifest.contributes;
    expect(editor.commands()).to.include.members(commands.map(({ command }) => command));
    const [{ id }] = mcpServerDefinitionProviders;
    const [server] = editor.mcpServers(id);
    expect([server.command, ...server.args]).to.deep.equal([
      ...[program, 'mcp-server', 'start', '--stdio'],
    ]);
    editor.set('nixai.mcpServer.enabled', false);
    expect(editor.mcpServers(id)).to.deep.equal([]);
    await editor.close();
  });

  it('starts in an editor that knows no MCP', async () => {
    const editor = await open({ lm: undefined });
    expect(editor.commands()).to.include('nixai.askQuestion');
    await editor.close();
  });

  it('answers a question in the Markdown preview, and $() and quotes are words', async () => {
    // A shell would make a file `sshd`; no word of it, and no chance, leads the answer elsewhere.
    const editor = await open({ typed: 'how do I enable ssh "$(ssh >sshd)"' });
    await editor.run('nixai.askQuestion');
    expect(editor.shown()).to.contain('services.openssh');
    expect(existsSync('sshd')).to.equal(false);
    await editor.close();
  });

  it('explains the option under the cursor', async () => {
    const editor = await open({
      line: '  services.openssh.settings.PermitRootLogin = "no";',
      at: 20,
    });
    await editor.run('nixai.explainOption');
    expect(editor.shown())
      .to.contain('prohibit-password')
      .and.match(/^```text\n/);
    await editor.close();
  });

  it('lets options be chosen from what is found', async () => {
    const editor = await open({ typed: 'openssh', choose: 'services.openssh.enable' });
    await editor.run('nixai.searchOptions');
    expect(editor.shown()).to.contain('services.openssh.enable');
    await editor.close();
  });

  it('diagnoses what is selected in the terminal, and leaves the clipboard as it was', async () => {
    const log = "error: attribute 'gitt' missing\n       at /etc/nixos/configuration.nix:3:5:";
    const editor = await open({ terminal: log, clipboard: 'mine' });
    await editor.run('nixai.diagnoseTerminalSelection');
    expect(editor.shown()).to.contain('gitt');
    expect(editor.clipboard()).to.equal('mine');
    await editor.close();
  });

  it('fetches nothing that a log or a model has written into an answer', async () => {
    for (const tag of ['![x](https://example.org/?q=a)', '<img src="https://example.org/?q=a">']) {
      const log = `error: attribute '${tag}' missing\n       at /etc/nixos/configuration.nix:3:5:`;
      const editor = await open({ terminal: log });
      await editor.run('nixai.diagnoseTerminalSelection');
      expect(editor.shown())
        .to.contain('example.org')
        .and.match(/^(`{3,})text\n[^]*\n\1\n$/);
      await editor.close();
    }
  });

  it('says what is missing, once, where there is no program', async () => {
    const editor = await open({ settings: { 'nixai.program': '/nowhere/nixai' }, typed: 'ssh' });
    await editor.run('nixai.askQuestion');
    expect(editor.told().filter((text) => text.includes('there is no program'))).to.deep.equal([
      'nixai: there is no program /nowhere/nixai',
    ]);
    await editor.close();
  });
});
