// The bar of drift-check: drift of many kinds on several hosts at once, each found and named, and nothing
// found on hosts that nobody has touched, however often they are read.
import { expect } from 'chai';
import { createDeployer } from './support/fleet/deployer.js';
import { driftingSystem, plantAll } from './support/fleet/drifts.js';
import { canHaveHosts } from './support/fleet/fleet.js';
import { snapshot } from './support/snapshot.js';

const hostCount = 4;
/** NIXAI_TRUST=long reads them 200 times in all. */
const rounds = process.env.NIXAI_TRUST === 'long' ? 50 : 3;

describe('machines drift-check, with many drifts', function () {
  this.timeout(1_200_000);
  let deployer;
  const hosts = [];
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deployer = await createDeployer();
    const system = deployer.fleet.system(driftingSystem());
    for (let at = 0; at < hostCount; at++) hosts.push(await deployer.host(system));
  });
  after(() => deployer?.close());

  // What runs on these hosts is Debian's: sshd, sh.
  const isPlanted = ({ kind, subject }) => kind !== 'process-foreign' || !/^\/usr\//.test(subject);
  async function check(...words) {
    const { machines } = await deployer.machines('drift-check', ...words);
    return machines.map(({ findings, fault }) => {
      expect(fault).to.equal(undefined);
      return findings.filter(isPlanted).map(({ kind, subject }) => `${kind} ${subject}`);
    });
  }

  it('finds nothing on hosts that nobody has touched, and writes nothing', async () => {
    const folders = hosts.map((host) => host.path('etc'));
    const before = folders.map((folder) => snapshot(folder));
    let first;
    for (let round = 0; round < rounds; round++) {
      const found = await check();
      // What lies in /etc of these hosts that no NixOS has: sshd's own, Nix's.
      expect(
        found
          .flat()
          .filter((one) => !/^etc-unmanaged \/etc\/(?:nix|group|hosts|nsswitch)/.test(one)),
      ).to.deep.equal([]);
      first ??= found;
      expect(found).to.deep.equal(first);
    }
    expect(folders.map((folder) => snapshot(folder))).to.deep.equal(before);
  });

  it('finds each, and names it rightly', async () => {
    const clean = await check();
    const planted = hosts.map(plantAll);
    const found = await check('--verify-contents');
    const fits = (wanted, one) => (wanted instanceof RegExp ? wanted.test(one) : wanted === one);
    const missed = planted.flatMap((all, at) => {
      const left = [...found[at]];
      return all.filter((wanted) => {
        const index = left.findIndex((one) => fits(wanted, one));
        if (index >= 0) left.splice(index, 1);
        return index < 0;
      });
    });
    const more = found.map((all, at) =>
      all.filter(
        (one) => !clean[at].includes(one) && !planted[at].some((wanted) => fits(wanted, one)),
      ),
    );
    expect({ missed, more: more.flat() }).to.deep.equal({ missed: [], more: [] });
    const kinds = new Set(
      planted[0].map((one) => (one instanceof RegExp ? one.source : one).split(' ')[0]),
    );
    expect(planted.flat().length).to.be.at.least(120);
    expect(kinds.size).to.be.at.least(14);
  });
});
