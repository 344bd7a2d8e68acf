import { expect } from 'chai';
import { parse } from '@nixai/nix';
import { errorCode } from '@nixai/api/testing';
import { settingsOf } from '../check/settings.js';
import { neededInputs, writeYaml } from '../environment/writeYaml.js';
import { writeNix } from '../environment/writeNix.js';
import { joined } from '../environment/environment.js';
import { builtInOptions } from '../options/options.js';
import { services } from '../services/services.js';
import { allTemplates, templateNamed } from '../templates/find.js';
import { devenvHost } from '../testing.js';
import { answersFrom, type Wishes } from './answers.js';
import { environmentOf } from './environmentOf.js';
import { filesOf } from './prepare.js';

const written = async (language: string, wishes: Partial<Wishes> = {}) => {
  const host = await devenvHost();
  const template = await templateNamed(host, language);
  const environment = environmentOf(
    template,
    answersFrom(template, { name: 'shop', withs: [], ...wishes }),
  );
  const nix = writeNix(environment);
  const values = new Map(settingsOf(nix).map(({ path, value }) => [path, value]));
  return { nix, yaml: writeYaml(environment), values, environment };
};

describe('what devenv create writes', () => {
  it('parses, with every framework and every service, and sets only what devenv has', async () => {
    const known = new Set(builtInOptions().options.map(({ name }) => name));
    for (const template of await allTemplates(await devenvHost()))
      for (const framework of [undefined, ...template.frameworks.map(({ name }) => name)]) {
        const all = services.map(({ name }) => name);
        const wishes = { name: 'my-shop', framework, services: all, withs: [] };
        const environment = environmentOf(template, answersFrom(template, wishes));
        expect(parse(writeNix(environment)).errors, template.name).to.deep.equal([]);
        for (const path of Object.keys(environment.settings)) expect(known).to.include(path);
      }
  });

  it('gives Node.js a package manager, as devenv has it without one', async () => {
    const { values } = await written('nodejs');
    expect(values.get('languages.javascript.npm.enable')).to.equal('true');
    const pnpm = await written('node', { set: ['packageManager=pnpm'] });
    expect(pnpm.values.get('languages.javascript.pnpm.enable')).to.equal('true');
    expect(pnpm.values.has('languages.javascript.npm.enable')).to.equal(false);
  });

  it('adds the inputs that its options stop without', async () => {
    const { values, yaml } = await written('rust', { withs: ['wasm'] });
    expect(values.get('languages.rust.channel')).to.equal('"stable"');
    expect(values.get('languages.rust.targets')).to.equal('[ "wasm32-unknown-unknown" ]');
    expect(yaml).to.contain('  rust-overlay:\n    url: github:oxalica/rust-overlay\n');
    expect((await written('rust')).yaml).not.to.contain('rust-overlay');
    expect((await written('golang', { set: ['version=1.24.1'] })).yaml).to.contain('go-overlay');
  });

  it('names a database that PostgreSQL takes without quotes, and its address', async () => {
    const { nix, yaml } = await written('python', { name: '3d-Shop', services: ['pg,redis'] });
    expect(nix).to.contain('postgresql://db_3d_shop@127.0.0.1:5432/db_3d_shop');
    expect(nix).to.contain('name = "db_3d_shop";');
    expect(nix).not.to.match(/pass\b|password/);
    expect(yaml).to.contain('strict_ports: true');
  });

  it('permits what is not free by name, and nothing else', async () => {
    expect((await written('nodejs', { services: ['mongo'] })).yaml).to.contain('- mongodb-ce');
    expect((await written('nodejs')).yaml).not.to.contain('unfree');
  });

  it('lets the first of two databases be DATABASE_URL', async () => {
    const { environment } = await written('php', { services: ['mysql', 'postgres'] });
    expect(environment.env.DATABASE_URL).to.match(/^mysql:/);
    expect(environment.env.MYSQL_URL).to.match(/^mysql:/);
  });

  for (const [what, language, wishes] of [
    ['a framework of another language', 'python', { framework: 'nextjs' }],
    ['an option that a language lacks', 'golang', { withs: ['jupyter'] }],
    ['a value that an option does not take', 'nodejs', { set: ['packageManager=cargo'] }],
    ['a service that there is not', 'python', { services: ['oracle'] }],
    ['a name that leads elsewhere', 'python', { name: '../etc' }],
    ['a name that a program takes for an option', 'golang', { name: '-rf' }],
  ] as const)
    it(`refuses ${what}`, async () => {
      expect(await errorCode(() => written(language, wishes))).to.equal('devenv-option');
    });

  it('knows no other language, and says which there are', async () => {
    expect(await errorCode(() => written('cobol'))).to.equal('devenv-template-unknown');
  });

  it('writes no text as code', () => {
    const nix = writeNix(
      joined([{ env: { A: '${builtins.abort "x"} "q" \\' }, proof: "a ''${b}" }]),
    );
    expect(parse(nix).errors).to.deep.equal([]);
    expect(nix).to.contain('A = "\\${builtins.abort \\"x\\"} \\"q\\" \\\\"');
    expect(nix).to.contain("a '''''${b}");
  });

  it('is refused where the checker finds it wrong', async () => {
    const place = { file: 'devenv.nix', line: 3, column: 1, endLine: 3, endColumn: 2 };
    const host = await devenvHost([{ rule: 'x', severity: 'error', message: 'no', ...place }]);
    const code = await errorCode(() => filesOf(host, joined([{ proof: 'true' }])));
    expect(code).to.equal('devenv-faulty');
  });

  it('asks for each input once', () => {
    const settings = { 'languages.rust.channel': 'stable', 'languages.rust.toolchainFile': 'x' };
    expect(neededInputs(settings).map(({ name }) => name)).to.deep.equal(['rust-overlay']);
  });
});
