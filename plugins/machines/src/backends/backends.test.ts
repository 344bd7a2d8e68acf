import { expect } from 'chai';
import type { BackendOrder } from './backend.js';
import { colmena } from './colmena.js';
import { deployRs } from './deployRs.js';

const order: BackendOrder = {
  machines: ['web1', 'db.eu'],
  mode: 'switch',
  buildOn: 'local',
  atOnce: 1,
};

/** Words that colmena 0.5 and deploy-rs (2026) take, by their own definitions. */
const known = {
  colmena: ['--config', 'apply', '--on', '--parallel', '--build-on-target'],
  deploy: ['--boot', '--dry-activate', '--remote-build', '--targets'],
};

describe('handing machines over', () => {
  it('says to colmena what its command line takes', () => {
    expect(colmena.argv({ ...order, flake: '.', atOnce: 4 })).to.deep.equal(
      'colmena --config . apply switch --on web1,db.eu --parallel 4'.split(' '),
    );
    const target = colmena.argv({ ...order, mode: 'dry-activate', buildOn: 'target' });
    expect(target.join(' ')).to.equal(
      'colmena apply dry-activate --on web1,db.eu --parallel 1 --build-on-target',
    );
    expect(colmena.unable({ ...order, flake: '.#web1' })).to.contain('--flake REF');
  });

  it('says to deploy-rs what its command line takes, with names that have dots', () => {
    expect(deployRs.argv(order)).to.deep.equal(['deploy', '--targets', '.#"web1"', '.#"db.eu"']);
    const boot = deployRs.argv({ ...order, mode: 'boot', buildOn: 'target', flake: 'git+ssh://x' });
    expect(boot.slice(0, 4)).to.deep.equal(['deploy', '--boot', '--remote-build', '--targets']);
    expect(deployRs.unable({ ...order, mode: 'test' })).to.contain('no --mode test');
    expect(deployRs.unable({ ...order, atOnce: 2 })).to.contain('one machine after the other');
    expect(deployRs.unable({ ...order, config: 'x.nix' })).to.contain('takes a flake');
  });

  it('uses no flag that they have not', () => {
    const modes = ['switch', 'boot', 'test', 'dry-activate'] as const;
    for (const backend of [colmena, deployRs])
      for (const mode of modes)
        for (const buildOn of ['local', 'target'] as const) {
          const all = { ...order, mode, buildOn, flake: '.' };
          if (backend.unable(all) !== undefined) continue;
          const flags = backend.argv(all).filter((word) => word.startsWith('--'));
          expect(known[backend.program as keyof typeof known]).to.include.members(flags);
        }
  });
});
