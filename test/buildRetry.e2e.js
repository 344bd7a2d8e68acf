// `build retry`: what failed is read from its record, the edit that mends it is shown, made and taken back.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { createStore, hasNix } from './support/nixStore.js';
import { root } from './support/packed.js';

const fake = `sha256-${'A'.repeat(43)}=`;
const text = (name, hash) => `derivation {
  name = "${name}"; system = builtins.currentSystem; builder = "/bin/sh";
  args = [ "-c" "echo ${name} > $out" ];
  outputHashMode = "flat"; outputHashAlgo = "sha256";
  outputHash = "${hash}"; # of upstream
}
`;

describe('build retry', function () {
  let store;
  let home;
  beforeEach(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    home = createHome(store.env);
    for (const name of ['build', 'diagnose'])
      expect((await home.nixai(['plugins', 'link', join(root, 'plugins', name)])).code).to.equal(0);
  });
  afterEach(() => {
    home?.remove();
    store?.remove();
  });
  const nixai = (...words) => home.nixai(['build', ...words]);
  const json = async (...words) => JSON.parse((await nixai(...words, '--json')).stdout);
  const read = (name) => readFileSync(join(home.path, name), 'utf8');

  it('writes the hash that Nix got, builds again, and can be taken back', async () => {
    home.file('src.nix', text('src-1.0', fake));
    home.file('other.nix', text('other-1.0', fake.replace('AA', 'AB')));
    expect((await nixai('src.nix', '--no-link')).code).to.equal(102);
    const shown = await nixai('retry', '--dry-run');
    expect(shown.code, shown.stderr).to.equal(0);
    expect(shown.stdout).to.match(/^-.*sha256-AAAA.*\n\+ .*outputHash = "sha256-/m);
    expect(shown.stdout).to.contain('Nothing was written');
    expect(read('src.nix')).to.equal(text('src-1.0', fake));

    const { code, stdout, stderr } = await nixai('retry', '--yes');
    expect(code, stderr + stdout).to.equal(0);
    expect(stdout).to.match(/before +Hash of a download differs: src-1\.0 got sha256-/);
    expect(stdout).to.match(/after +built in .*-src-1\.0/);
    expect(read('src.nix')).to.match(/outputHash = "sha256-[^A].*"; # of upstream\n/);
    expect(read('other.nix')).to.contain('sha256-ABAAA');

    const [, id] = /nixai (undo \S+)/.exec(stdout);
    expect((await home.nixai([...id.split(' '), '--yes'])).code).to.equal(0);
    expect(read('src.nix')).to.equal(text('src-1.0', fake));
    // It was built since: nothing is left to mend.
    const again = await nixai('retry');
    expect(again.code).to.equal(1);
    expect(again.stderr).to.contain('no build that failed is recorded');
  });

  it('finds a hash in the older way of writing it', async () => {
    home.file('old.nix', text('old-1.0', '0'.repeat(52)));
    expect((await nixai('old.nix', '--no-link')).code).to.equal(102);
    const { way, edit, after } = await json('retry', '--yes');
    expect([way, edit?.line]).to.deep.equal(['edit', 5]);
    expect(after.code).to.equal(0);
    expect(read('old.nix')).to.match(/outputHash = "sha256-[^A].*="/);
  });

  it('leaves to the person which of two places is meant', async () => {
    home.file('one.nix', text('one-1.0', fake));
    home.file('two.nix', text('two-1.0', fake));
    await nixai('one.nix', '--no-link');
    const { code, stdout } = await nixai('retry', '--yes');
    expect(code).to.equal(1);
    expect(stdout).to.contain('Nothing was written: 2 places have that hash:');
    expect(read('one.nix')).to.equal(text('one-1.0', fake));
  });

  it('writes the name that Nix takes for the meant one', async () => {
    home.file(
      'name.nix',
      'let pkgs = { hello = derivation { name = "hello-1.0"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo > $out" ]; }; };\nin\n  pkgs.hellp\n',
    );
    expect((await nixai('name.nix', '--no-link')).code).to.equal(1);
    const { edit, after } = await json('retry', '--yes');
    expect(edit.what).to.equal('writes hello for hellp');
    expect(after.code).to.equal(0);
    expect(read('name.nix')).to.match(/\n {2}pkgs\.hello\n$/);
  });

  it('says what is for the person, and ends as what failed', async () => {
    home.file(
      'c.nix',
      `derivation { name = "c-1.0"; system = builtins.currentSystem; builder = "/bin/sh";
        args = [ "-c" "echo 'main.c:3:10: fatal error: foo.h: No such file or directory'; exit 2" ]; }\n`,
    );
    await nixai('c.nix');
    const { code, stdout } = await nixai('retry', '--yes');
    expect(code).to.equal(1);
    expect(stdout).to.contain('foo.h').and.to.contain('Nothing was written:');
  });

  it('takes the failure of this folder, or the one that is named', async () => {
    home.file('here.nix', text('here-1.0', fake));
    const named = (await json('here.nix', '--no-link')).record;
    const there = join(home.path, 'there');
    mkdirSync(there);
    writeFileSync(join(there, 'there.nix'), text('there-1.0', fake.replace('AA', 'AB')));
    const bin = join(root, 'core/cli/bin/nixai.js');
    const argv = [bin, 'build', 'there.nix', '--no-link'];
    const built = spawnSync(process.execPath, argv, { cwd: there, env: home.env });
    expect(built.status).to.equal(102);
    expect((await json('retry', '--dry-run')).record).to.equal(named);
    expect((await json('retry', named, '--dry-run')).record).to.equal(named);
    const { code, stderr } = await nixai('retry', 'nothing');
    expect(code).to.equal(2);
    expect(stderr).to.contain(named);
  });
});
