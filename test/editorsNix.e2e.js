// `services.nixai.vscodeIntegration` and its like: what the Home Manager module makes of them. Nix evaluates
// it, with a stub of nixpkgs and with nixpkgs' own module system where that is at hand; real Neovim loads
// what it writes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createMachine, evaluateReally, hasNix } from './support/nixModules.js';
import { root } from './support/packed.js';

const all = {
  vscodeIntegration: true,
  neovimIntegration: true,
  zedIntegration: true,
  cursorIntegration: true,
  claudeCodeIntegration: true,
};
const args = ['mcp-server', 'start', '--stdio'];

describe('shells, by a Home Manager configuration', function () {
  this.timeout(240_000);
  let machine;
  before(async function () {
    if (!hasNix) this.skip();
    machine = await createMachine([]);
  });
  after(() => machine?.remove());
  const each = { bash: true, zsh: true, fish: true };

  it('are left to `shell install` where Home Manager does not keep their files', () => {
    expect(machine.evaluate('home-manager', {}).refused).to.deep.equal([]);
    const { refused } = machine.evaluate('home-manager', { shellIntegration: each });
    expect(refused).to.have.length(3);
    expect(refused[0]).to.contain('nixai shell install bash');
  });

  it('read the script that the package brings, beside what a person has there', function () {
    const programs = {
      bash: { enable: true, initExtra: 'own=1' },
      zsh: { enable: true },
      fish: { enable: true },
    };
    const made = evaluateReally('homeManager.nix', { shellIntegration: each }, { programs });
    if (made === undefined) this.skip();
    expect(made.refused, made).to.deep.equal([]);
    const texts = {
      bash: made.programs.bash.initExtra,
      zsh: made.programs.zsh.initContent,
      fish: made.programs.fish.interactiveShellInit,
    };
    expect(texts.bash).to.contain('own=1');
    for (const [shell, text] of Object.entries(texts)) {
      if (spawnSync(shell, ['--version']).status !== 0) continue;
      const file = machine.home.file(`rc.${shell}`, text.replaceAll('/nixai/lib/nixai', root));
      const start = { bash: ['--noprofile', '--norc', '-i'], zsh: ['-f', '-i'], fish: ['-i'] };
      const look = `. ${file}; nixai-why --version >/dev/null 2>&1; type nixai-why`;
      const { stdout } = spawnSync(shell, [...start[shell], '-c', look], {
        encoding: 'utf8',
        env: machine.home.env,
      });
      expect(stdout, shell).to.match(/nixai-why is a .*function/);
    }
  });
});

describe('editors, by a Home Manager configuration', function () {
  this.timeout(240_000);
  let machine;
  before(async function () {
    if (!hasNix) this.skip();
    machine = await createMachine(['editors']);
  });
  after(() => machine?.remove());
  const evaluate = (settings) => machine.evaluate('home-manager', settings);
  /** Without nixai's own configuration file. */
  const editorFiles = (files) => Object.keys(files).filter((name) => name.startsWith('nvim/'));

  it('are left alone unless that is asked for', () => {
    const { files, home, refused } = evaluate({});
    expect([editorFiles(files), home, refused]).to.deep.equal([[], {}, []]);
  });

  it('get files of their own where Home Manager does not keep them', () => {
    const { files, home } = evaluate({ vscodeIntegration: true, cursorIntegration: true });
    expect(editorFiles(files)).to.deep.equal([]);
    expect(home['.vscode/extensions/nixai.nixai'].source).to.equal(
      '/extension/share/vscode/extensions/nixai.nixai',
    );
    const { mcpServers } = JSON.parse(home['.cursor/mcp.json'].text);
    expect(mcpServers.nixai).to.deep.equal({ command: machine.program, args });
  });

  it('that write their settings themselves are not written for, and it says what does it', () => {
    const { refused } = evaluate({ zedIntegration: true, claudeCodeIntegration: true });
    expect(refused[0]).to.contain('nixai mcp-server install zed');
    expect(refused[1]).to.contain('nixai mcp-server install claude-code');
  });

  it('have what the package brings', () => {
    const { files } = evaluate({ neovimIntegration: true });
    for (const name of ['nixai.lua', 'nixai/health.lua']) {
      const { source } = files[`nvim/lua/${name}`];
      expect(source).to.equal(
        `/nixai-package/lib/nixai/node_modules/@nixai/plugin-editors/lua/${name}`,
      );
    }
  });

  it('are Neovim with our commands, and the server at its socket', function () {
    if (spawnSync('nvim', ['--version']).status !== 0) this.skip();
    const socketPath = '%t/own "socket"';
    const { files } = evaluate({ neovimIntegration: true, mcp: { enable: true, socketPath } });
    const config = join(machine.folder, 'nvim');
    for (const name of editorFiles(files)) {
      const { source, text } = files[name];
      const path = join(machine.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      const own = source?.replace('/nixai-package/lib/nixai', root);
      writeFileSync(path, text ?? `return dofile(${JSON.stringify(own)})`);
    }
    const look = `lua io.stderr:write(vim.fn.exists(":NixaiAsk") .. " ") require("nixai").check_health = nil`;
    const { stderr } = spawnSync(
      'nvim',
      ['--headless', '--cmd', `set rtp^=${config}`, '-c', look, '-c', 'qall!'],
      { encoding: 'utf8', env: { ...machine.home.env, XDG_RUNTIME_DIR: '/run/user/7' } },
    );
    expect(stderr.trim()).to.equal('2');
    expect(files['nvim/plugin/nixai.lua'].text).to.contain(
      'socket_path = vim.env.XDG_RUNTIME_DIR .. "/own \\"socket\\""',
    );
  });

  describe('by nixpkgs’ own module system', () => {
    const real = (settings, programs = {}, alias = {}) =>
      evaluateReally('homeManager.nix', settings, { programs, alias });
    before(function () {
      if (real({}) === undefined) this.skip();
    });
    const kept = Object.fromEntries(
      ['vscode', 'zed-editor', 'cursor', 'claude-code'].map((name) => [name, { enable: true }]),
    );

    it('are given to what Home Manager keeps, beside what a person has there', () => {
      const own = { profiles: { default: { userMcp: { mcpServers: { other: {} } } } } };
      const { programs, home, refused } = real(all, { ...kept, cursor: { enable: true, ...own } });
      expect(refused).to.deep.equal([]);
      expect(home).to.deep.equal({});
      expect(programs.vscode.profiles.default.extensions).to.deep.equal(['/extension']);
      expect(programs['zed-editor'].userSettings.context_servers.nixai.source).to.equal('custom');
      const server = { command: '/nixai/bin/nixai', args };
      expect(programs['claude-code'].mcpServers.nixai).to.deep.equal(server);
      expect(programs.cursor.profiles.default.userMcp.mcpServers).to.deep.equal({
        other: {},
        nixai: server,
      });
    });

    it('are as the stub says where Home Manager keeps none, or is too old to', () => {
      for (const programs of [{}, { vscode: { enable: false }, cursor: { enable: false } }]) {
        const { home, refused, files } = real(all, programs);
        const stub = evaluate(all);
        expect(refused).to.deep.equal(stub.refused);
        expect(Object.keys(home)).to.deep.equal(Object.keys(stub.home));
        expect(editorFiles(files)).to.deep.equal(editorFiles(stub.files));
      }
    });

    it('can be asked for as programs.nixai', () => {
      const { files, services } = real({}, {}, { neovimIntegration: true, mcp: { enable: true } });
      expect(files).to.include.keys('nvim/plugin/nixai.lua');
      expect(Object.keys(services)).to.deep.equal(['nixai-mcp']);
    });

    for (const [settings, why] of [
      [{ vscodeIntegration: 'yes' }, 'boolean'],
      [{ neovimIntegration: 1 }, 'boolean'],
      [{ mcp: { enable: true, port: 99999 } }, '16 bit unsigned integer'],
      [{ mcp: { enable: true, socketPath: 3 } }, 'string'],
      [{ emacsIntegration: true }, 'does not exist'],
    ])
      it(`are refused as ${JSON.stringify(settings)}`, () => {
        expect(real(settings)).to.contain(why);
      });
  });
});
