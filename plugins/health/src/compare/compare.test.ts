import { expect } from 'chai';
import { errorCode, plainView } from '@nixai/api/testing';
import { daysAgo, withMachine, type Fixture } from '../testing/fixture.js';
import { renderComparison } from '../render/comparison.js';
import { compareWith } from './compare.js';
import { packageChanges, packagesOf } from './packages.js';

const store = (name: string) => `/nix/store/${'a'.repeat(32)}-${name}`;

describe('packages of a closure', () => {
  it('are named and versioned as Nix does it, outputs aside', () => {
    const found = packagesOf([
      store('nginx-1.28.0'),
      store('openssl-3.5.1-bin'),
      store('openssl-3.5.1'),
      store('unit-nginx.service'),
      store('python3-3.13.5'),
      store('gtk+3-3.24.49'),
      'x',
    ]);
    expect([...found]).to.deep.equal([
      ['nginx', ['1.28.0']],
      ['openssl', ['3.5.1']],
      ['python3', ['3.13.5']],
      ['gtk+3', ['3.24.49']],
    ]);
  });
  it('differ by what came, what went, and by version', () => {
    const before = packagesOf([store('a-1'), store('b-1'), store('c-1')]);
    const after = packagesOf([store('a-1'), store('b-2'), store('b-1'), store('d-1')]);
    expect(packageChanges(before, after)).to.deep.equal([
      { name: 'b', before: ['1'], after: ['1', '2'] },
      { name: 'c', before: ['1'] },
      { name: 'd', after: ['1'] },
    ]);
  });
});

describe('the running system against an older one', () => {
  const machine: Fixture = {
    files: {
      '/nix/store/s1/kernel': { link: `${store('linux-6.12.40')}/bzImage` },
      '/nix/store/s2/kernel': { link: `${store('linux-6.12.44')}/bzImage` },
      [`${store('linux-6.12.40')}/bzImage`]: '',
      [`${store('linux-6.12.44')}/bzImage`]: '',
      '/nix/var/nix/profiles/system-1-link': { link: '/nix/store/s1' },
      '/nix/var/nix/profiles/system-2-link': { link: '/nix/store/s2' },
      '/run/current-system': { link: '/nix/store/s2', made: daysAgo(1) },
    },
    programs: [
      {
        argv: ['nix-store', '--query', '--requisites', '/nix/store/s1'],
        stdout: `${store('nginx-1.26.0')}\n`,
      },
      {
        argv: ['nix-store', '--query', '--requisites', '/nix/store/s2'],
        stdout: `${store('nginx-1.28.0')}\n`,
      },
      {
        argv: ['systemctl', 'list-units'],
        stdout: '[{"unit":"old.service"},{"unit":"new.service"}]',
      },
      {
        argv: ['systemctl', 'show'],
        stdout: `Id=old.service\nInactiveEnterTimestamp=@${daysAgo(2).getTime() / 1000}\n\nId=new.service\nInactiveEnterTimestamp=@${daysAgo(0).getTime() / 1000}\n`,
      },
    ],
  };
  it('has other packages, another kernel, and units that failed since', async () => {
    const found = await withMachine(machine, async (one) => compareWith(one, undefined));
    expect(found).to.deep.equal({
      generation: 1,
      system: '/nix/store/s1',
      kernel: 'linux-6.12.40 → linux-6.12.44',
      changes: [{ name: 'nginx', before: ['1.26.0'], after: ['1.28.0'] }],
      failedSince: ['new.service'],
    });
  });
  it('has other options where both keep what they were built from, and no secret in sight', async () => {
    const kept = {
      '/nix/store/s1/configuration.nix':
        '{ services.nginx.enable = true; services.a.password = "secret-one"; time.timeZone = "UTC"; }',
      '/nix/store/s2/configuration.nix':
        '{ services = { nginx.enable = false; a.password = "secret-two"; }; time.timeZone = "UTC"; }',
    };
    const files = { ...machine.files, ...kept };
    const found = await withMachine({ ...machine, files }, async (one) => compareWith(one, 1));
    expect(found.options?.map(({ option }) => option)).to.deep.equal([
      'services.a.password',
      'services.nginx.enable',
    ]);
    expect(found.options?.[1]).to.include({ before: 'true', after: 'false' });
    expect(JSON.stringify(found)).not.to.match(/secret-one|secret-two/);
  });
  it('says nothing of units where systemd says nothing', async () => {
    const programs = machine.programs?.filter(({ argv }) => argv[0] !== 'systemctl');
    const found = await withMachine({ ...machine, programs }, async (one) => compareWith(one, 1));
    expect(found).not.to.have.property('failedSince');
    expect(renderComparison(found, false, plainView)).to.contain('systemd does not say');
  });
  it('is not compared with a generation that is not there', async () => {
    expect(
      await errorCode(async () => withMachine(machine, async (one) => compareWith(one, 125))),
    ).to.equal('health-no-generation');
    expect(
      await errorCode(async () => withMachine({}, async (one) => compareWith(one, undefined))),
    ).to.equal('health-no-generation');
  });
});
