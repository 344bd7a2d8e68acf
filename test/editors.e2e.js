// What `nixai editors install` writes, read as each editor does, and what docs/editors.md shows.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const command = ['nixai', 'lsp', '--stdio'];
const settings = join(root, 'plugins/editors/settings');

/** What the settings of each editor start for Nix, read as that editor does. */
const readers = {
  'helix.toml': (text) => {
    const { 'language-server': servers, language } = parseToml(text);
    const nix = language.find(({ name }) => name === 'nix');
    expect(nix['language-servers']).to.include('nixai');
    return [servers.nixai.command, ...servers.nixai.args];
  },
  'zed.json': (text) => {
    const { lsp } = parseJsonc(text);
    return [lsp.nil.binary.path, ...lsp.nil.binary.arguments];
  },
  'kate.json': (text) => parseJsonc(text).servers.nix.command,
  'sublime.json': (text) => parseJsonc(text).clients.nixai.command,
  'emacs.el': (text) =>
    /\(lsp-stdio-connection '\(([^)]*)\)/.exec(text)[1].split(' ').map(JSON.parse),
};

describe('editors', function () {
  this.timeout(240_000);
  let home;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const linked = await home.nixai(['plugins', 'link', join(root, 'plugins/editors')]);
    expect(linked.code, linked.stderr).to.equal(0);
  });
  afterEach(() => home?.remove());
  const install = async (...argv) => {
    const run = await home.nixai(['editors', 'install', ...argv, '--yes', '--json']);
    return { ...run, document: JSON.parse(run.stdout) };
  };
  const put = (path, text) => {
    mkdirSync(dirname(join(home.path, path)), { recursive: true });
    return home.file(path, text);
  };

  it('have settings that start the server, each read as the editor reads it', () => {
    expect(readdirSync(settings).sort()).to.deep.equal(Object.keys(readers).sort());
    for (const [name, read] of Object.entries(readers))
      expect(read(readFileSync(join(settings, name), 'utf8')), name).to.deep.equal(command);
  });

  it('are shown in docs/editors.md as they are written', () => {
    const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
    for (const name of Object.keys(readers))
      expect(page).to.contain(readFileSync(join(settings, name), 'utf8').trimEnd());
  });

  it('have Lua in docs/editors.md that Neovim reads', function () {
    if (spawnSync('nvim', ['--version']).status !== 0) this.skip();
    const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');
    const blocks = [...page.matchAll(/```lua\n([^]*?)```/g)].map(([, code]) => code);
    expect(blocks.length).to.be.above(0);
    for (const code of blocks) {
      const file = home.file('block.lua', code);
      const words = `lua local ok, why = loadfile('${file}') if not ok then print(why) end vim.cmd(ok and 'qall!' or 'cquit!')`;
      execFileSync('nvim', ['--headless', '-u', 'NONE', '-c', words]);
    }
  });

  it('get them where there were none, and nixai undo takes them away', async () => {
    const { document, stderr } = await install('helix', 'zed', 'kate', 'sublime', 'emacs');
    expect(document.written, stderr).to.equal(true);
    expect(document.editors.length).to.equal(5);
    for (const { file, id } of document.editors) {
      const name = Object.keys(readers).find((one) => one.startsWith(id));
      expect(readers[name](readFileSync(file, 'utf8'))).to.deep.equal(command);
    }
    expect(
      (await install('helix', 'zed')).document.editors.map(({ isThere }) => isThere),
    ).to.deep.equal([true, true]);
    expect((await home.nixai(['undo', document.undo, '--yes'])).code).to.equal(0);
    expect(() => readFileSync(document.editors[0].file)).to.throw('ENOENT');
  });

  it('keep what a person wrote, comments and all', async () => {
    const zed = put(
      '.config/zed/settings.json',
      '// mine\n{\n  "theme": "One", // dark\n  "lsp": { "rust": { "x": 1 } },\n}\n',
    );
    const helix = put('.config/helix/languages.toml', '# mine\n[[language]]\nname = "rust"\n');
    await install('zed', 'helix');
    const text = readFileSync(zed, 'utf8');
    expect(text).to.contain('// mine').and.contain('"theme": "One", // dark');
    expect(parseJsonc(text).lsp.rust).to.deep.equal({ x: 1 });
    expect(readers['zed.json'](text)).to.deep.equal(command);
    expect(readFileSync(helix, 'utf8')).to.match(/^# mine\n\[\[language\]\]\nname = "rust"\n/);
    expect(readers['helix.toml'](readFileSync(helix, 'utf8'))).to.deep.equal(command);
  });

  for (const [editor, path, text] of [
    [
      'helix',
      '.config/helix/languages.toml',
      '[[language]]\nname = "nix"\nlanguage-servers = ["nixd"]\n',
    ],
    ['zed', '.config/zed/settings.json', '{ "lsp": \n'],
  ])
    it(`are left alone where ${editor} says something that is in the way, and what belongs there is shown`, async () => {
      const file = put(path, text);
      const { document, code } = await install(editor);
      expect(code).to.equal(5);
      expect(document.error.code).to.equal('editors-by-hand');
      expect(document.error.why).to.contain('nixai');
      expect(readFileSync(file, 'utf8')).to.equal(text);
    });

  it('get our extension by their own program, and it is looked for there', async () => {
    const folder = join(home.path, 'bin');
    mkdirSync(folder);
    const there = join(home.path, 'extensions');
    // A stand-in for VS Code's program, which keeps what it was given.
    const code = `#!/bin/sh
case "$1" in
  --list-extensions) [ -f '${there}' ] && echo "nixai.nixai@$(cat '${there}')" ;;
  --install-extension) [ -s "$2" ] && unzip -p "$2" extension/package.json | sed -n 's/^ *"version": "\\(.*\\)",/\\1/p' > '${there}' ;;
esac
`;
    writeFileSync(join(folder, 'code'), code, { mode: 0o755 });
    const env = { PATH: `${folder}:${home.env.PATH}` };
    const argv = ['editors', 'install', 'vscode', '--yes', '--json'];
    const first = await home.nixai(argv, { env });
    expect(first.code, first.stderr).to.equal(0);
    const { written, editors } = JSON.parse(first.stdout);
    expect([written, editors[0].isThere]).to.deep.equal([true, false]);
    const again = JSON.parse((await home.nixai(argv, { env })).stdout);
    expect([again.written, again.editors[0].isThere]).to.deep.equal([false, true]);
    // One that says that it did, and did not.
    writeFileSync(join(folder, 'code'), '#!/bin/sh\n');
    const failed = await home.nixai(argv, { env });
    expect(failed.code).to.equal(1);
    expect(JSON.parse(failed.stdout).error.code).to.equal('editors-extension');
  });

  it('are named where one is unknown', async () => {
    const { document, code } = await install('neovim');
    expect(code).to.equal(2);
    expect(document.error.hint).to.equal('nixai neovim-setup');
  });
});
