// Plugins of every make side by side: what they are written in, what they were built with, and
// what is wrong with them. None takes nixai down, and each that is left out is named.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli } from './support/packed.js';

const source = (name) => `host.docSources.add('${name}', () => ({
  name: '${name}', summary: 'Pages', kinds: ['page'], search: async () => [],
  status: async () => ({ available: true, detail: 'pages', counts: {} }),
}));`;
const handWritten = (version, body) =>
  `export default Object.assign(async ({ host }) => { ${body} }, { apiVersion: '${version}' });`;
const withApi = (body) =>
  `import { definePlugin } from '@nixai/api';\nexport default definePlugin((host) => { ${body} });`;
const command = (word, api = "import { defineCommand } from '@nixai/api';") =>
  `${api}\nexport default defineCommand({ summary: 'Say ${word}', run: async () => ({ word: '${word}' }), render: ({ word }) => word });`;

describe('plugins of every make', () => {
  let folder;
  let home;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-makes-'));
    home = createHome();
  });
  after(() => {
    home.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Links a plugin of these files; resolves with its name. */
  async function link(name, files, { type = 'module' } = {}) {
    const path = join(folder, name);
    const modules = join(path, 'node_modules/@nixai');
    mkdirSync(modules, { recursive: true });
    symlinkSync(join(installedCli().folder, 'lib/node_modules/@nixai/api'), join(modules, 'api'));
    const [register] = Object.keys(files).filter((file) => file.includes('register'));
    const manifest = {
      ...{ name, version: '1.0.0', license: 'MIT', type },
      dependencies: { '@nixai/api': '^1.0.0' },
      oclif: {
        topicSeparator: ' ',
        ...(Object.keys(files).some((file) => file.includes('commands/'))
          ? { commands: './commands' }
          : {}),
        ...(register === undefined
          ? {}
          : { hooks: { 'nixai:register': `./${register.replace(/^src\/(.*)ts$/, 'dist/$1js')}` } }),
      },
    };
    for (const [file, text] of Object.entries({
      'package.json': JSON.stringify(manifest),
      ...files,
    })) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    }
    const { code, stderr } = await home.nixai(['plugins', 'link', path]);
    expect(code, stderr).to.equal(0);
    return name;
  }
  const lines = async () => {
    const { stdout } = await home.nixai(['plugins', '--json']);
    return Object.fromEntries(JSON.parse(stdout).plugins.map((one) => [one.name, one]));
  };

  it('an ES module and a CommonJS plugin, with commands and a registration', async () => {
    await link('esm', { 'register.js': withApi(source('esm')), 'commands/esm.js': command('esm') });
    await link(
      'cjs',
      {
        'register.js': `const { definePlugin } = require('@nixai/api');
          exports.default = definePlugin((host) => { ${source('cjs')} });`,
        'commands/cjs.js': command(
          'cjs',
          "const { defineCommand } = require('@nixai/api');",
        ).replace('export default', 'exports.default ='),
      },
      { type: 'commonjs' },
    );
    for (const word of ['esm', 'cjs'])
      expect((await home.nixai([word])).stdout, word).to.equal(`${word}\n`);
    const found = await lines();
    expect(found.esm.contributions).to.deep.equal({ docSources: ['esm'] });
    expect(found.cjs.contributions).to.deep.equal({ docSources: ['cjs'] });
  });

  it('built with api 1.0, with a later minor, and with the next major', async () => {
    await link('old', { 'register.js': handWritten('1.0.0', source('old')) });
    await link('newer', { 'register.js': handWritten('1.99.0', source('newer')) });
    await link('future', { 'register.js': handWritten('2.0.0', source('future')) });
    const found = await lines();
    expect(found.old.contributions).to.deep.equal({ docSources: ['old'] });
    expect(found.newer.problem).to.contain('needs nixai api 1.99, this nixai has 1.');
    expect(found.future.problem).to.contain('needs nixai api 2, this nixai has 1');
    for (const one of [found.newer, found.future]) {
      expect(one.remedy).to.equal('npm install --global nixai@latest');
      expect(one.contributions).to.deep.equal({});
    }
  });

  it('whose dependency is missing, in the registration or in a command', async () => {
    await link('lacks', { 'register.js': `import 'not-there';\n${withApi('')}` });
    await link('lacks-late', { 'commands/late.js': `import 'not-there';\n${command('late')}` });
    const found = await lines();
    expect(found.lacks.problem).to.contain('not-there');
    expect(found.lacks.remedy).to.contain('npm install');
    const late = await home.nixai(['late']);
    expect(late.code).not.to.equal(0);
    expect(late.stderr).to.contain('not-there');
    expect(late.stderr).not.to.contain('    at ');
  });

  it('that fails as no plugin should: it is named, with what to do', async () => {
    // As one does that was built for an api that had more.
    await link('odd', {
      'commands/odd.js': command('odd').replace(
        'async () => (',
        'async ({ host }) => host.gone.now && (',
      ),
    });
    const now = await home.nixai(['odd']);
    expect(now.stderr).to.contain('the plugin odd 1.0.0 failed').and.to.contain("'now'");
    expect(now.stderr).to.contain(`build it again, it is linked from ${join(folder, 'odd')}`);
    await link('odder', {
      'commands/odder.js': `const { no } = undefined ?? {}; no.string();\n${command('odder')}`,
    });
    const later = await home.nixai(['odder']);
    expect(later.stderr).to.contain('command of the plugin odder is left out: Cannot read prop');
    expect(later.stderr).to.contain('nixai plugins update odder');
  });

  it('two of which add the same name: the first stays, the second is named', async () => {
    await link('twin-a', { 'register.js': withApi(source('twin')) });
    await link('twin-b', { 'register.js': withApi(source('twin')) });
    const found = await lines();
    expect(found['twin-a'].contributions).to.deep.equal({ docSources: ['twin'] });
    expect(found['twin-b'].problem).to.contain('"twin"').and.to.contain('twin-a');
  });

  it('two of which have the same command: the first runs, the second is told, and nixai keeps its own', async () => {
    const own = (by) => command('x').replaceAll("'x'", `'${by}'`);
    // The later one is the smaller, and would be loaded first as a rule.
    for (const by of ['same-b', 'same-a'])
      await link(by, { 'commands/same.js': own(by), 'commands/ask.js': own(by) });
    expect((await home.nixai(['same'])).stdout).to.equal('same-a\n');
    const { stdout } = await home.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(stdout).to.contain('services.openssh.enable');
    const found = await lines();
    expect(found['same-a'].hidden).to.deep.equal({ ask: 'nixai' });
    expect(found['same-b'].hidden).to.deep.equal({ ask: 'nixai', same: 'same-a' });
    expect((await home.nixai(['plugins'])).stdout).to.contain(
      'hidden: "same" is a command of same-a already',
    );
  });

  it('in TypeScript that was not built, and whose folder is gone', async () => {
    await link('unbuilt', { 'src/register.ts': withApi(source('unbuilt')) });
    await link('gone', { 'register.js': withApi(source('gone')) });
    rmSync(join(folder, 'gone'), { recursive: true });
    const found = await lines();
    expect(found.unbuilt.remedy).to.contain('npm run build');
    expect(found.gone.problem).to.contain(join(folder, 'gone'));
    expect(found.gone.remedy).to.equal('nixai plugins uninstall gone');
  });

  it('none of which takes nixai down, and each broken one is named with what mends it', async () => {
    const { code, stdout, stderr } = await home.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain('services.openssh.enable');
    for (const name of ['newer', 'future', 'lacks', 'twin-b', 'unbuilt'])
      expect(stderr).to.contain(`plugin ${name} is left out`);
    const listed = (await home.nixai(['plugins'])).stdout;
    expect(listed).to.contain('nixai plugins uninstall gone');
    expect((await home.nixai(['esm'])).stdout).to.equal('esm\n');
  });
});

describe('thirty plugins at once', () => {
  const names = Array.from({ length: 30 }, (_, i) => `many${i}`);
  const debug = { NODE_DEBUG: 'esm,module' };
  let home;
  before(() => {
    home = createHome();
    const api = join(installedCli().folder, 'lib/node_modules/@nixai/api');
    const store = join(home.path, '.local/share/nixai');
    mkdirSync(join(store, 'node_modules/@nixai'), { recursive: true });
    symlinkSync(api, join(store, 'node_modules/@nixai/api'));
    for (const name of names) {
      const plugin = join(store, 'node_modules', name);
      mkdirSync(join(plugin, 'commands'), { recursive: true });
      const oclif = { commands: './commands', hooks: { 'nixai:register': './register.js' } };
      const manifest = { name, version: '1.0.0', type: 'module', oclif };
      const described = { id: name, summary: 'Say it', args: {}, flags: {}, aliases: [] };
      const commands = { [name]: { ...described, pluginName: name, pluginType: 'user' } };
      for (const [file, text] of Object.entries({
        'package.json': JSON.stringify(manifest),
        'oclif.manifest.json': JSON.stringify({ version: '1.0.0', commands }),
        'register.js': withApi(source(name)),
        [`commands/${name}.js`]: command(name),
      }))
        writeFileSync(join(plugin, file), text);
    }
    const plugins = names.map((name) => ({ name, type: 'user', tag: 'latest' }));
    const list = { private: true, oclif: { schema: 1, plugins } };
    writeFileSync(join(store, 'package.json'), JSON.stringify(list));
  });
  after(() => home.remove());

  it('all give what they have, in the order of their names', async () => {
    const { stdout } = await home.nixai(['docs', 'sources', '--json']);
    const given = [...stdout.matchAll(/"name": ?"(many\d+)"/g)].map(([, name]) => name);
    expect(given).to.deep.equal(names.toSorted());
    expect((await home.nixai(['many17'])).stdout).to.equal('many17\n');
  });

  // What a start costs is measured by `npm run bench -- plugins`; what it loads does not vary.
  it('load nothing for a command that asks none of them', async () => {
    for (const argv of [['--version'], ['config', 'path'], ['plugins', 'install', '--help']]) {
      const { code, stderr } = await home.nixai(argv, { env: debug });
      expect(code, stderr).to.equal(0);
      expect(stderr).to.contain('bundle/main.cjs');
      expect(stderr).not.to.match(/node_modules\/many\d+\/(register|commands)/);
    }
  });

  it('load the one command that is typed', async () => {
    const { stderr } = await home.nixai(['many17'], { env: debug });
    const loaded = [...stderr.matchAll(/node_modules\/(many\d+)\/commands/g)];
    expect(new Set(loaded.map(([, name]) => name))).to.deep.equal(new Set(['many17']));
    expect(stderr).not.to.match(/node_modules\/many\d+\/register/);
  });
});
