// What scripts/bundle/shortcuts.js changes in oclif makes nixai quicker, and nothing else: with oclif as
// it is published, the same is said.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installCli, root } from './support/packed.js';

const calls = [
  ['--version'],
  ['--help'],
  ['config', '--help'],
  ['config', 'path'],
  ['config', 'set', 'ai_model', 'llama3.2'],
  ['config', 'show', '--json'],
  ['config', 'set', 'nothing', '1'],
  ['configg', 'show'],
  ['ask', '--no-ai', '--no-history', 'how do I enable SSH?'],
  ['check', 'web.nix'],
  ['check', '--nothing'],
  ['docs', 'sources'],
  ['completion', 'fish'],
  ['plugins', 'link', join(root, 'test/plugins/acme-caller')],
  ['plugins', '--offline'],
  ['plugins', 'inspect', 'caller', '--offline', '--json'],
  ['call', '--help'],
  ['tidy', '--nothing'],
  ['plugins', 'uninstall', '@acme/nixai-caller'],
  ['call'],
];

describe('oclif as it is published', function () {
  this.timeout(300_000);
  const homes = [];
  let plain;
  before(() => {
    const modules = join(installCli(), 'lib/node_modules/nixai');
    execFileSync(process.execPath, ['scripts/bundle.js', '--plain', join(modules, 'bundle')], {
      cwd: root,
    });
    plain = join(modules, 'bin/nixai.js');
    for (let at = 0; at < 2; at++) {
      const home = createHome({ NIXAI_OFFLINE: '1' });
      home.file('web.nix', '{ services.openssh.permitRootLogin = "yes"; }\n');
      homes.push(home);
    }
  });
  after(() => homes.forEach((home) => home.remove()));

  for (const argv of calls)
    it(`nixai ${argv.map((word) => word.replace(`${root}/`, '')).join(' ')}`, async () => {
      const said = async (home, options) => {
        const { code, stdout, stderr } = await home.nixai(argv, options);
        return { code, stdout, stderr };
      };
      const [usual, without] = [await said(homes[0]), await said(homes[1], { bin: plain })];
      const placed = JSON.stringify(without).replaceAll(homes[1].path, homes[0].path);
      expect(JSON.parse(placed)).to.deep.equal(usual);
    });
});
