// `nixai plugins verify`: what is sound passes, and each fault is named.
import {
  cpSync,
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

describe('nixai plugins verify', () => {
  let home;
  let folder;
  before(() => {
    home = createHome();
    folder = mkdtempSync(join(tmpdir(), 'nixai-verify-'));
  });
  after(() => {
    home.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  let made = 0;
  /** A copy of the wiki plugin with its dependency, as `npm install` leaves it, and other files. */
  function plugin(files = {}, manifest = {}) {
    const copy = join(folder, `wiki-${made++}`);
    cpSync(join(root, 'test/plugins/acme-wiki'), copy, { recursive: true });
    const scope = join(copy, 'node_modules/@nixai');
    mkdirSync(scope, { recursive: true });
    symlinkSync(join(installedCli().folder, 'lib/node_modules/@nixai/api'), join(scope, 'api'));
    const written = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
    const all = { LICENSE: 'MIT', ...files };
    all['package.json'] = JSON.stringify({ ...written, ...manifest });
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    return copy;
  }
  const verify = async (copy) => {
    const { code, stdout, stderr } = await home.nixai(['plugins', 'verify', copy, '--json']);
    expect(stdout, stderr).to.contain('checks');
    const { checks, sound } = JSON.parse(stdout);
    const faults = checks.flatMap((check) => check.faults);
    expect(sound).to.equal(faults.length === 0);
    expect(code).to.equal(sound ? 0 : 1);
    return faults;
  };

  it('passes a plugin that is sound', async () => {
    expect(await verify(plugin())).to.deep.equal([]);
  });

  it('passes each plugin of our own', async () => {
    for (const name of readdirSync(join(root, 'plugins')))
      expect(await verify(join(root, 'plugins', name)), name).to.deep.equal([]);
  });

  const register = (before, inside = '') => `
    ${before}
    import { definePlugin } from '@nixai/api';
    export default definePlugin((host) => { ${inside} });`;
  const greet = readFileSync(join(root, 'test/plugins/acme-wiki/commands/greet.js'), 'utf8');
  const faulty = {
    'it names no licence': () => plugin({}, { license: undefined }),
    'the keyword "nixai-plugin" is missing': () => plugin({}, { keywords: [] }),
    'there is no file LICENSE': () => {
      const copy = plugin();
      rmSync(join(copy, 'LICENSE'));
      return copy;
    },
    '@nixai/api "*" is no range like ^1.0.0': () =>
      plugin({}, { dependencies: { '@nixai/api': '*' } }),
    'needs nixai api 1.99': () => plugin({}, { dependencies: { '@nixai/api': '^1.99.0' } }),
    'it is of version 0.9.0': () =>
      plugin({ 'oclif.manifest.json': '{"version":"0.9.0","commands":{"greet":{}}}' }),
    'needs nixai api 2': () => plugin({}, { dependencies: { '@nixai/api': '^2.0.0' } }),
    'the script "postinstall" will not run': () =>
      plugin({}, { scripts: { postinstall: 'node build.js' } }),
    // Time of a processor, however many others want it: many times a quarter of Node's own start.
    'registering takes': () =>
      plugin({
        'register.js': register(
          // Asking how much it was takes longer than what is asked about: not often.
          `const before = process.cpuUsage();
           do for (let n = 0; n < 1e7; n++); while (process.cpuUsage(before).user < 5e5);`,
        ),
      }),
    'register loads heavy': () =>
      plugin({
        'register.js': register("import 'heavy';"),
        'node_modules/heavy/package.json': '{"name":"heavy","main":"index.js"}',
        'node_modules/heavy/index.js': '',
      }),
    'heavy is used, and is not among "dependencies"': () =>
      plugin({
        'register.js': register("import 'heavy';"),
        'node_modules/heavy/package.json': '{"name":"heavy","main":"index.js"}',
        'node_modules/heavy/index.js': '',
      }),
    'npm leaves late.js out': () =>
      plugin({ 'register.js': register("import './late.js';"), 'late.js': '' }),
    '"ask" is a command of nixai already': () => plugin({ 'commands/ask.js': greet }),
    '"config path" is a command of nixai already': () =>
      plugin({
        'commands/greet.js': greet.replace('summary:', "aliases: ['config:path'], summary:"),
      }),
    'it lacks "greet"': () =>
      plugin({ 'oclif.manifest.json': '{"version":"1.0.0","commands":{"gone":{}}}' }),
    'it has "gone", which is gone': () =>
      plugin({ 'oclif.manifest.json': '{"version":"1.0.0","commands":{"gone":{}}}' }),
    'no table': () => plugin({ 'register.js': register('', "throw new Error('no table')") }),
    'cannot be loaded': () => plugin({ 'commands/half.js': "import 'nowhere';" }),
    'doc source "x" cannot be made: gone': () =>
      plugin({
        'register.js': register('', "host.docSources.add('x', () => { throw new Error('gone') })"),
      }),
  };
  for (const [says, make] of Object.entries(faulty))
    it(`says: ${says}`, async () => {
      expect((await verify(make())).join('\n')).to.contain(says);
    });
});
