// `build profile`: where the time of a build went, as it was measured and not otherwise.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { createStore, hasNix } from './support/nixStore.js';
import { root } from './support/packed.js';

const phase = (name) => `echo '@nix {\\"action\\":\\"setPhase\\",\\"phase\\":\\"${name}\\"}' >&2`;
const script = `${phase('unpackPhase')}; sleep 0.2; ${phase('buildPhase')}; sleep 1; ${phase('installPhase')}; echo > $out`;

describe('build profile', function () {
  let store;
  let home;
  before(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    home = createHome(store.env);
    expect((await home.nixai(['plugins', 'link', join(root, 'plugins/build')])).code).to.equal(0);
    home.file(
      'slow.nix',
      `let mk = name: more: derivation ({ inherit name; system = builtins.currentSystem; builder = "/bin/sh";
        PATH = "/usr/bin:/bin"; args = [ "-c" "${script}" ]; } // more);
      in mk "slow-1.0" { needs = mk "lib-1.0" { }; }\n`,
    );
  });
  after(() => {
    home?.remove();
    store?.remove();
  });
  const nixai = (...words) => home.nixai(['build', ...words]);
  const profile = async (...words) =>
    JSON.parse((await nixai('profile', ...words, '--json')).stdout);

  it('of nothing says how to have one', async () => {
    const { code, stderr } = await nixai('profile');
    expect([code, stderr.includes('no build that built something')]).to.deep.equal([1, true]);
  });

  it('measures what it builds, phase by phase, and the phases are the whole', async () => {
    const { from, seconds, inBuilds, builds, chain, atOnce } = await profile('slow.nix');
    expect([from, builds.map(({ name }) => name).sort()]).to.deep.equal([
      'built',
      ['lib-1.0', 'slow-1.0'],
    ]);
    for (const build of builds) {
      expect(build.phases.map(({ name }) => name)).to.include.members([
        'unpackPhase',
        'buildPhase',
      ]);
      // The slowest first: what sleeps longest is that, however busy the machine is.
      expect(build.phases[0].seconds).to.be.at.least(build.phases[1].seconds);
      const sum = build.phases.reduce((all, one) => all + one.seconds, 0);
      expect(sum).to.be.closeTo(build.seconds, 0.05 * build.seconds);
      expect(build.phases.find(({ name }) => name === 'buildPhase').seconds).to.be.above(0.8);
    }
    // One needs the other: they did not run at once.
    expect(inBuilds).to.be.below(seconds);
    expect(chain.map(({ name }) => name)).to.deep.equal(['lib-1.0', 'slow-1.0']);
    expect(atOnce.most).to.equal(1);
  });

  it('shows the last recorded build, and of what is there already what was recorded', async () => {
    const { stdout } = await nixai('profile');
    expect(stdout).to.match(/^nix-build slow\.nix --no-out-link took .* UTC: 2 builds/);
    expect(stdout)
      .to.match(/phase +time +share/)
      .and.to.match(/buildPhase +\d.* s +\d+ % +█+/);
    expect(stdout).to.match(/each needed the one before: lib-1\.0, slow-1\.0 \(/);
    const again = await profile('slow.nix');
    expect([again.from, again.builds.length]).to.deep.equal(['record', 2]);
  });

  it('builds it once more where that is asked for, and says what it took before', async () => {
    const { from, builds } = await profile('slow.nix', '--rebuild');
    expect([from, builds.map(({ name }) => name)]).to.deep.equal(['built', ['slow-1.0']]);
    expect(builds[0].earlier.seconds).to.be.above(0.8);
    // And while it is built: nothing else is said of how long it may take.
    const { stderr } = await nixai('profile', 'slow.nix', '--rebuild');
    expect(stderr).to.match(/slow-1\.0 \(\d\.\d s the last time\)/);
  });

  it('reads what nixai build told, and no log without times', async () => {
    home.file(
      'one.nix',
      'derivation { name = "one-1.0"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo > $out" ]; }\n',
    );
    const { stdout } = await nixai('one.nix', '--no-link', '--ndjson');
    writeFileSync(join(home.path, 'build.ndjson'), stdout);
    const { from, builds } = await profile('build.ndjson');
    expect([from, builds.map(({ name }) => name)]).to.deep.equal(['log', ['one-1.0']]);
    const { stdout: shown } = await nixai('profile', 'build.ndjson');
    expect(shown).to.contain('tells of no phases').and.not.to.contain('%');
    home.file('nix.log', '@nix {"action":"start","id":1,"type":105}\n');
    const { code, stderr } = await nixai('profile', 'nix.log');
    expect(code).to.equal(5);
    expect(stderr).to.contain('tells no times');
  });
});
