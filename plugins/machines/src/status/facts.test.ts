import { expect } from 'chai';
import * as check from 'fast-check';
import { plainView } from '@nixai/api/testing';
import { renderStatus } from '../render/status.js';
import { parseFacts } from './facts.js';
import { attentionOf, type MachineStatus } from './status.js';

/** As NixOS 25.05 answers, after an update of the kernel and with one unit that failed. */
const said = `here\t1
hostName\tweb1
version\t25.05.813814.ac62194c3917
current\t/nix/store/bbb-nixos-system-web1
booted\t/nix/store/aaa-nixos-system-web1
next\t/nix/store/bbb-nixos-system-web1
link\tsystem-47-link
uptime\t86400.12
load\t0.42
processors\t4
booted-kernel\t/nix/store/aaa-linux-6.12.40/bzImage
current-kernel\t/nix/store/bbb-linux-6.12.44/bzImage
disk\t/ 1000000 400000 /
disk\t/nix 1000000 400000 /
disk\t/boot 500000 10000 /boot
systemd\t1
failed\tnginx.service
`;

describe('what a machine says of itself', () => {
  it('is read, and what somebody should look at is named', () => {
    const facts = parseFacts(said, 12);
    expect(facts).to.include({ generation: 47, answered: 12, load: 0.42, rebootNeeded: true });
    expect(facts.disks.map(({ mount }) => mount)).to.deep.equal(['/', '/boot']);
    expect(attentionOf(facts)).to.deep.equal([
      'failed: nginx.service',
      'a reboot is needed for the new kernel',
      '/boot has 9 MiB left',
    ]);
  });

  it('is nothing where it says nothing, whatever that is', () => {
    expect(parseFacts('', 1)).to.deep.equal({ answered: 1, disks: [] });
    check.assert(
      check.property(check.string({ unit: 'binary' }), (text) => void parseFacts(text, 1)),
    );
    check.assert(
      check.property(check.string(), (text) => void parseFacts(`disk\t${text}\nload\t${text}`, 1)),
    );
  });

  it('is a tree by group, each machine once', () => {
    const machine = (
      name: string,
      groups: readonly string[],
      more: object = {},
    ): MachineStatus => ({
      name,
      host: `${name}.example.org`,
      groups,
      state: 'online',
      answered: 12,
      generation: 47,
      disks: [],
      attention: [],
      ...more,
    });
    const dead = {
      state: 'unreachable',
      answered: undefined,
      generation: undefined,
      attention: ['no'],
    };
    const disks = [
      { mount: '/', size: 1000, free: 900 },
      { mount: '/nix', size: 1000, free: 250 },
    ];
    const deployed = { id: 'x', date: '2026-11-30T10:00:00Z', by: 'ada@laptop', system: 's' };
    const text = renderStatus(
      [
        machine('a', ['web', 'all'], { disks, deployed }),
        machine('b', ['all'], dead),
        machine('c', []),
      ],
      plainView,
    );
    expect(text).to.equal(`web (1 machine)
  ok  a (a.example.org)
    answers in 12 ms, generation 47, /nix 75 % full
    deployed 2026-11-30 by ada@laptop

all (1 machine)
  --  b (b.example.org)
    no

in no group
  ok  c (c.example.org)
    answers in 12 ms, generation 47

2 of 3 machines online; to look at: b`);
  });
});
