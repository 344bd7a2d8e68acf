// `nixai lsp` as an editor has it: a real client of the protocol at the other end of its pipes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { applyEdits, createClient } from './support/languageClient.js';
import { root } from './support/packed.js';

const configuration = `{ config, pkgs, lib, ... }:
{
  imports = [ ./web.nix ./gone.nix ];
  services.openssh.permitRootLogin = "yes";
  services.openssh.enable = "true";
  networking.hostname = "ünï";
  system.stateVersion = "25.05";
}
`;

describe('lsp', function () {
  this.timeout(240_000);
  let home;
  let folder;
  let file;
  const started = [];
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    for (const name of ['editors', 'diagnose']) {
      const linked = await home.nixai(['plugins', 'link', join(root, 'plugins', name)]);
      expect(linked.code, linked.stderr).to.equal(0);
    }
    folder = join(home.path, 'configuration');
    mkdirSync(folder);
    file = join(folder, 'configuration.nix');
    writeFileSync(file, configuration);
    writeFileSync(join(folder, 'web.nix'), '{ services.nginx.enable = true; }\n');
  });
  after(() => home?.remove());
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  /** A server with an editor that can so much. */
  async function editor(capabilities = {}, options = undefined) {
    const child = home.start(['lsp', '--stdio']);
    started.push(child);
    const client = createClient(child);
    const ended = new Promise((resolve) => child.on('close', resolve));
    const initialized = await client.initialize(capabilities, options);
    return { ...client, child, ended, initialized };
  }
  const snippets = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
  /** The text without the mark `|`, and where the mark stood. */
  function marked(text) {
    const offset = text.indexOf('|');
    const before = text.slice(0, offset).split('\n');
    const at = [before.length - 1, before.at(-1).length];
    return { text: text.slice(0, offset) + text.slice(offset + 1), at };
  }
  const labels = (items) => (items ?? []).map(({ label }) => label);

  it('finds in an open file what nixai check finds in it', async () => {
    const { open, diagnostics } = await editor();
    await open(file, configuration);
    const found = await diagnostics(file, 1);
    const { stdout } = await home.nixai(['check', file, '--json']);
    const own = JSON.parse(stdout).findings.filter((finding) => finding.file === file);
    expect(own.length).to.be.above(3);
    expect(
      found.map(({ code, severity, range: { start, end } }) => [
        code,
        ['error', 'warning', 'note'][severity - 1],
        ...[start.line + 1, start.character + 1, end.line + 1, end.character + 1],
      ]),
    ).to.deep.equal(
      own.map(({ rule, severity, line, column, endLine, endColumn }) => [
        ...[rule, severity, line, column, endLine, endColumn],
      ]),
    );
    const renamed = found.find(({ code }) => code === 'renamed-option');
    expect(renamed.tags, 'struck through').to.deep.equal([2]);
    expect(renamed.message).to.contain('services.openssh.settings.PermitRootLogin');
  });

  it('checks what is written in the editor, and not what lies on the disk', async () => {
    const { open, change, diagnostics, close } = await editor();
    await open(file, '{ services.openssh.enable = true; system.stateVersion = "25.05"; }');
    expect(await diagnostics(file, 1)).to.deep.equal([]);
    await change(file, 2, [
      {
        range: { start: { line: 0, character: 28 }, end: { line: 0, character: 32 } },
        text: '1',
      },
    ]);
    expect((await diagnostics(file, 2)).map(({ code }) => code)).to.deep.equal(['wrong-type']);
    await close(file);
    expect(await diagnostics(file), 'taken away').to.deep.equal([]);
  });

  it('sees an import as it stands in another window', async () => {
    const { open, change, diagnostics } = await editor();
    const web = join(folder, 'web.nix');
    await open(web, '{ options.mine.level = 1; }');
    await open(file, '{ imports = [ ./web.nix ]; config.mine.level = 2; }');
    const codes = async (version) => (await diagnostics(file, version)).map(({ code }) => code);
    expect(await codes(1)).not.to.contain('unknown-option');
    await change(web, 2, [{ text: '{ }' }]);
    await change(file, 2, [{ text: '{ imports = [ ./web.nix ]; config.mine.level = 3; }' }]);
    expect(await codes(2)).to.contain('unknown-option');
  });

  it('gives findings when it is asked for them, to an editor that asks', async () => {
    const { open, pull, initialized } = await editor({ textDocument: { diagnostic: {} } });
    expect(initialized.capabilities.diagnosticProvider.interFileDependencies).to.equal(true);
    await open(file, configuration);
    const { kind, items } = await pull(file);
    expect(kind).to.equal('full');
    expect(items.map(({ code }) => code)).to.contain('import-not-there');
    expect((await pull(join(folder, 'never-opened.nix'))).items).to.deep.equal([]);
  });

  it('says of the option under the cursor what it is', async () => {
    const { open, hover } = await editor();
    await open(file, configuration);
    const { contents, range } = await hover(file, 4, 21);
    expect(contents.kind).to.equal('markdown');
    expect(contents.value).to.contain('**services.openssh.enable** · NixOS');
    expect(contents.value).to.contain('Type: boolean');
    expect(range).to.deep.equal({
      start: { line: 4, character: 19 },
      end: { line: 4, character: 25 },
    });
    expect((await hover(file, 4, 12)).contents.value, 'a namespace').to.contain(
      '- `services.openssh.enable`: boolean',
    );
    expect(await hover(file, 0, 3), 'no option').to.equal(null);
  });

  for (const [what, text, wanted] of [
    ['the next name of a path', '{ services.openssh.| }', ['enable', 'settings']],
    [
      'names in the middle of a file',
      '{\n  services.ng|\n  networking.hostName = "x";\n}',
      ['nginx'],
    ],
    ['names inside of a set', '{ services.nginx = { enable = true; vir| }; }', ['virtualHosts']],
    ['names where a value stands already', '{ services.openssh.ena| = true; }', ['enable']],
    ['names at the root', '{ pkgs, ... }: {\n  | \n}', ['services', 'boot', 'users']],
    ["names below a name of one's own", '{ users.users.ada.| }', ['isNormalUser']],
    ['names in a list of sets', '{ swapDevices = [ { | } ]; }', ['size']],
    [
      'names behind mkIf',
      '{ lib, config, ... }: { config = lib.mkIf config.x { services.openssh.| }; }',
      ['enable'],
    ],
    [
      'what is read',
      '{ config, ... }: { boot.tmp.cleanOnBoot = config.boot.tmp.|; }',
      ['useTmpfs'],
    ],
    [
      'names of Home Manager in a user of NixOS',
      '{ home-manager.users.ada = { programs.git.| }; }',
      ['enable'],
    ],
    ['names of a user in one path', '{ home-manager.users.ada.programs.git.| }', ['enable']],
    ['values of a switch', '{ services.openssh.enable = |; }', ['true', 'false']],
    ['values that a type lists', '{ services.openssh.settings.PermitRootLogin = | }', ['"no"']],
    ['an unfinished file', '{ pkgs, ... }: {\n  services.nginx = {\n    ena|', ['enable']],
  ])
    it(`completes ${what}`, async () => {
      const { open, complete } = await editor(snippets);
      const { text: written, at } = marked(text);
      await open(file, written);
      expect(labels(await complete(file, ...at))).to.include.members(wanted);
    });

  for (const [what, text] of [
    ['a comment', '{ # services.|\n }'],
    ['a string', '{ networking.hostName = "services.|"; }'],
    ['a list of packages', '{ pkgs, ... }: { environment.systemPackages = with pkgs; [ gi| ]; }'],
    ['a number', '{ a = 1.|; }'],
  ])
    it(`completes nothing in ${what}`, async () => {
      const { open, complete } = await editor(snippets);
      const { text: written, at } = marked(text);
      await open(file, written);
      expect(labels(await complete(file, ...at))).to.deep.equal([]);
    });

  it('puts a value of the type behind a name, and describes an option when it is looked at', async () => {
    const { open, complete, resolve } = await editor(snippets);
    const { text, at } = marked('{\n  services.openssh.en|\n}');
    await open(file, text);
    const item = (await complete(file, ...at)).find(({ label }) => label === 'enable');
    expect(item.detail).to.equal('boolean');
    expect(item.textEdit.newText).to.equal('enable = ${1|true,false|};$0');
    expect(item.documentation).to.equal(undefined);
    expect((await resolve(item)).documentation.value).to.contain('services.openssh.enable');
  });

  it('puts in the name alone for an editor without snippets', async () => {
    const { open, complete } = await editor();
    const { text, at } = marked('{ users.users.| }');
    await open(file, text);
    const items = await complete(file, ...at);
    expect(labels(items)).not.to.contain('<name>');
    expect(items?.every(({ textEdit }) => !textEdit.newText.includes('$')) ?? true).to.equal(true);
  });

  it('mends what check --fix mends, and offers nothing that would not help', async () => {
    const { open, actions, uriOf } = await editor();
    const text =
      '{\n  services.openssh.permitRootLogin = "no"; # why\n  services.openssh.passwordAuthentication = false;\n}\n';
    const fixed = join(folder, 'fixed.nix');
    writeFileSync(fixed, text);
    await open(fixed, text);
    const here = { start: { line: 1, character: 22 }, end: { line: 1, character: 22 } };
    const [action, ...more] = await actions(fixed, here);
    expect(more).to.deep.equal([]);
    expect(action.kind).to.equal('quickfix');
    expect(applyEdits(text, action.edit.changes[uriOf(fixed)])).to.equal(
      text.replace('permitRootLogin', 'settings.PermitRootLogin'),
    );
    const [all] = await actions(fixed, here, { diagnostics: [], only: ['source.fixAll'] });
    const { code } = await home.nixai(['check', fixed, '--fix', '--yes']);
    expect(code).to.be.oneOf([0, 1]);
    expect(applyEdits(text, all.edit.changes[uriOf(fixed)])).to.equal(readFileSync(fixed, 'utf8'));
    await open(
      file,
      '{ services.openssh.permitRootLogin = "no"; services.openssh.settings.PermitRootLogin = "no"; }',
    );
    expect(
      await actions(file, { start: { line: 0, character: 0 }, end: { line: 0, character: 60 } }),
    ).to.deep.equal([]);
  });

  it('links imports to files that are there', async () => {
    const { open, links, uriOf } = await editor();
    await open(file, configuration);
    const found = await links(file);
    expect(found.map(({ target }) => target)).to.deep.equal([uriOf(join(folder, 'web.nix'))]);
    expect(found[0].range.start).to.deep.equal({ line: 2, character: 14 });
  });

  it('answers questions and diagnoses what is selected, in Markdown', async () => {
    const { execute, initialized } = await editor();
    expect(initialized.capabilities.executeCommandProvider.commands).to.deep.equal([
      'nixai.ask',
      'nixai.diagnoseSelection',
    ]);
    expect(await execute('nixai.ask', 'how do I enable SSH?')).to.contain('services.openssh');
    const log = "error: undefined variable 'pkgz'\n\n       at /etc/nixos/x.nix:3:5:\n";
    expect(await execute('nixai.diagnoseSelection', log)).to.match(/^# .*[^]*pkgz/);
    expect(await execute('nixai.ask', ' ')).to.equal('Ask something.');
  });

  it('counts bytes for an editor that only counts so', async () => {
    const { open, diagnostics, initialized } = await editor({
      general: { positionEncodings: ['utf-8'] },
    });
    expect(initialized.capabilities.positionEncoding).to.equal('utf-8');
    await open(file, '{ a.b = "üü"; services.openssh.enable = 1; }');
    const [found] = (await diagnostics(file, 1)).filter(({ code }) => code === 'wrong-type');
    expect(found.range.start.character).to.equal(42);
  });

  it('holds a module to the set that the editor names', async () => {
    const { open, diagnostics } = await editor({}, { moduleClass: 'home-manager' });
    await open(file, '{ services.openssh.enable = true; }');
    expect((await diagnostics(file, 1)).map(({ code }) => code)).to.contain('wrong-set');
  });

  it('ends with 0 when it is told to, and with 1 when the editor is gone', async () => {
    const first = await editor();
    await first.end();
    expect(await first.ended).to.equal(0);
    const second = await editor();
    second.child.stdin.end();
    expect(await second.ended).to.equal(1);
  });

  it('survives what is no message, and says nothing but messages', async () => {
    const child = home.start(['lsp']);
    started.push(child);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.stdin.write('hello\r\n\r\nContent-Length: 2\r\n\r\n{]');
    child.stdin.write('Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}');
    child.stdin.end();
    expect(await ended).to.equal(1);
    expect(stdout).to.match(/^(?:Content-Length: \d+\r\n\r\n\{.*\})*$/);
  });

  it('says who starts it, where nobody is at the other end', async () => {
    const { code, stderr } = await home.nixai(['lsp']);
    expect(code).to.equal(2);
    expect(stderr).to.contain('started by an editor');
  });
});
