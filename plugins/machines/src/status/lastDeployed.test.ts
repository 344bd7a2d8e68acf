import { expect } from 'chai';
import type { Deployment, HostRecord } from '../deploy/record.js';
import { lastDeployed, standing, strayed } from './lastDeployed.js';

const host = (name: string, verdict: HostRecord['verdict'], to: string): HostRecord => ({
  name,
  to,
  verdict,
  already: false,
  log: [],
});

const deployment = (id: string, ...machines: HostRecord[]): Deployment => ({
  id,
  date: `2026-11-${id}T10:00:00.000Z`,
  by: 'ada@laptop',
  about: '',
  state: 'done',
  machines,
});

describe('what was last deployed', () => {
  const found = lastDeployed([
    deployment('28', host('web1', 'old', '/nix/store/c')),
    deployment('27', host('web1', 'new', '/nix/store/b'), host('db1', 'unchanged', '/nix/store/x')),
    deployment('26', host('web1', 'new', '/nix/store/a')),
  ]);
  const web1 = found.get('web1');
  if (web1 === undefined) throw new Error('web1 was deployed to');

  it('is what a machine was left on, not what was tried', () => {
    expect(web1).to.include({ id: '27', system: '/nix/store/b' });
    expect(found.has('db1')).to.equal(false);
  });

  it('is told from what runs, by generations where they are there still', () => {
    const same = standing(web1, 5, '/nix/store/b', 5);
    expect(same).to.include({ generation: 5 }).and.not.to.have.property('behind');
    expect(strayed(same, '/nix/store/b', undefined)).to.equal(undefined);
    const older = standing(web1, 3, '/nix/store/z', 5);
    expect(older.behind).to.equal(2);
    expect(strayed(older, '/nix/store/z', '/nix/store/z')).to.equal(
      'it runs a system 2 generations older than what was deployed from here on 2026-11-27',
    );
    const newer = standing(web1, 7, '/nix/store/z', 5);
    expect(strayed(newer, '/nix/store/z', '/nix/store/z')).to.contain('another system');
    const collected = standing(web1, 7, '/nix/store/z', undefined);
    expect(collected).not.to.have.property('generation');
  });

  it('is nothing to look at where the next boot brings it', () => {
    expect(strayed(web1, '/nix/store/a', '/nix/store/b')).to.equal(undefined);
  });
});
