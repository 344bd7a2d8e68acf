// The ways in that people try first: short flags, a topic without a question, a slip of the pen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { pack } from './support/packed.js';

describe('the small doors', () => {
  let home;
  before(() => (home = createHome({ NIXAI_OFFLINE: '1' })));
  after(() => home.remove());

  for (const word of ['--version', '-V', '-v', 'version'])
    it(`${word} prints the version`, async () => {
      expect((await home.nixai([word])).stdout).to.match(/^nixai\/\d+\.\d+\.\d+ /);
    });

  for (const argv of [['-h'], ['help'], ['--help']])
    it(`${argv} prints the help of all`, async () => {
      const { code, stdout } = await home.nixai(argv);
      expect(code).to.equal(0);
      expect(stdout).to.contain('USAGE').and.contain('COMMANDS');
    });

  for (const argv of [
    ['-h', 'check'],
    ['check', '-h'],
    ['help', 'check'],
  ])
    it(`${argv.join(' ')} prints the help of a command`, async () => {
      expect((await home.nixai(argv)).stdout).to.contain('nixai check [PATH]');
    });

  it('gives help as JSON: of all, of a topic, of a command', async () => {
    const json = async (argv) => JSON.parse((await home.nixai([...argv, '--json'])).stdout);
    const names = ({ commands }) => commands.map(({ name }) => name);
    expect(names(await json(['--help']))).to.include.members(['ask', 'config set']);
    expect(names(await json(['help', 'config'])))
      .to.include('config set')
      .and.not.include('ask');
    const { command, flags } = await json(['check', '--help']);
    expect(command).to.equal('check');
    expect(flags.map(({ name }) => name)).to.include.members(['fix', 'json']);
  });

  it('takes config --json for the configuration', async () => {
    const { stdout } = await home.nixai(['config', '--json']);
    expect(JSON.parse(stdout).entries.map(({ path }) => path)).to.include('ai_provider');
  });

  it('asks about a thing that is no command', async () => {
    const { code, stdout } = await home.nixai(['wireguard']);
    expect(code).to.equal(0);
    expect(stdout).to.contain('networking.wg-quick.interfaces');
  });

  it('names the nearest command, and asks nothing that nobody wrote of', async () => {
    expect((await home.nixai(['chekc'])).stderr).to.contain('nearest: check');
    const { code, stderr } = await home.nixai(['foo', '--json']);
    expect(code, stderr).to.equal(2);
  });

  it('names the nearest flag', async () => {
    const { code, stderr } = await home.nixai(['check', '--jsn']);
    expect(code).to.equal(2);
    expect(stderr).to.contain('nearest: --json');
  });

  describe('with a folder of tarballs', () => {
    let folder;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'nixai-tarballs-'));
      pack('test/plugins/broken', folder);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));
    const install = (name) =>
      home.nixai(['plugins', 'install', name, '--from', folder, '--dry-run', '--json']);

    it('finds a plugin in it by name', async () => {
      const { stdout, stderr } = await install('@acme/nixai-broken');
      expect(JSON.parse(stdout).plugins, stderr).to.have.length(1);
    });

    it('says what the tarball of another would be called', async () => {
      const { code, stdout } = await install('@acme/nixai-none');
      expect(code).to.equal(2);
      expect(JSON.parse(stdout).error.why).to.equal(
        'it would be called acme-nixai-none-VERSION.tgz',
      );
    });
  });
});
