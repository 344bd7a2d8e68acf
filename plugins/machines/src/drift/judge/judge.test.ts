import { expect } from 'chai';
import * as check from 'fast-check';
import { idOf } from '../finding.js';
import { readDriftFacts } from '../probe/read.js';
import { judgeEtc, questionsOf } from './etc.js';
import { judgePackages } from './packages.js';
import { judgePrograms } from './programs.js';
import { judgeSystems } from './systems.js';
import { judgeUnits } from './units.js';
import { judgeUsers } from './users.js';

const judged = (text: string) => {
  const facts = readDriftFacts(text);
  const questions = questionsOf(facts);
  return [
    judgeSystems(facts, { system: '/nix/store/b', by: 'a deployment' }),
    judgeEtc(facts, questions, new Map()),
    judgeUnits(facts),
    judgeUsers(facts),
    judgePrograms(facts),
    judgePackages(facts),
  ].flatMap(({ found }) => found.map(idOf));
};

describe('what a machine says of itself, judged', () => {
  it('is nothing where it says nothing, whatever that is', () => {
    expect(judged('')).to.deep.equal([]);
    const keys = check.constantFrom(
      'etc',
      'managed',
      'passwd',
      'process',
      'port',
      'key',
      'profile',
    );
    check.assert(
      check.property(check.array(check.tuple(keys, check.string())), (lines) => {
        judged(lines.map(([key, text]) => `${key}\t${text}`).join('\n'));
      }),
    );
  });

  it('is a system that is not the expected one, and a kernel of before', () => {
    const said = [
      'current\t/nix/store/c',
      'next\t/nix/store/c',
      'link\tsystem-4-link',
      'generation\t/nix/var/nix/profiles/system-5-link',
      'booted-kernel\t/nix/store/k1/bzImage',
      'current-kernel\t/nix/store/k2/bzImage',
    ];
    expect(judged(said.join('\n'))).to.deep.equal([
      'system-not-expected:system',
      'rolled-back:system',
      'booted-kernel-old:kernel',
    ]);
  });

  it('leaves files alone that a running system keeps, and those of folders that are linked as a whole', () => {
    const said = [
      'static\t/nix/store/e-etc',
      'managed\tmotd\tl\t/nix/store/motd',
      'managed\tpki\tl\t/nix/store/pki',
      'etc\tmotd\tl\t/etc/static/motd\t777\t0:0\t1',
      'etc\tpki\tl\t/etc/static/pki\t777\t0:0\t1',
      'etc\tmachine-id\tf\t\t444\t0:0\t1',
      'etc\tssh/ssh_host_ed25519_key\tf\t\t600\t0:0\t1',
      'etc\told.conf\tl\t/etc/static/old.conf\t777\t0:0\t1',
    ];
    expect(judged(said.join('\n'))).to.deep.equal([]);
    expect(judged([...said, 'etc\tcron.d/x\tf\t\t644\t0:0\t86400.5'].join('\n'))).to.deep.equal([
      'etc-unmanaged:/etc/cron.d/x',
    ]);
  });

  it('are ports of programs that its system has not, but none that only it can reach', () => {
    const said = [
      'here\t1',
      'root\t1',
      'ss\t1',
      'closure\t/nix/store/a-openssh',
      'process\t10\t1\t/nix/store/a-openssh/bin/sshd',
      'process\t11\t1\t/nix/store/z-miner/bin/miner',
      'port\ttcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=10,fd=3))',
      'port\ttcp LISTEN 0 128 0.0.0.0:4444 0.0.0.0:* users:(("miner",pid=11,fd=3))',
      'port\ttcp LISTEN 0 128 127.0.0.1:631 0.0.0.0:* users:(("miner",pid=11,fd=4))',
    ];
    expect(judged(said.join('\n'))).to.deep.equal(['port-unexplained:tcp 4444']);
  });

  it('are programs outside of the store, but none that the look itself started', () => {
    const said = [
      'probe\t50',
      'process\t1\t0\t/nix/store/s/lib/systemd/systemd',
      'process\t40\t1\t/usr/sbin/sshd',
      'process\t50\t40\t/bin/sh',
      'process\t51\t50\t/usr/bin/find',
      'process\t60\t1\t/tmp/x',
      'process\t61\t60\t/opt/gone (deleted)',
      'process\t62\t1\t/run/wrappers/bin/sudo',
    ];
    expect(judged(said.join('\n'))).to.deep.equal([
      'process-foreign:/tmp/x',
      'process-deleted:/opt/gone',
    ]);
  });

  it('are packages by either kind of manifest, and no channel that the machine is built from', () => {
    const said = [
      'profile\tada\t/p1\t[ { name = "hello-2.12"; } { name = "home-manager-path"; } ]',
      'profile\tbob\t/p2\t{"version":3,"elements":{"jq":{"storePaths":["/nix/store/x-jq"]}}}',
      'channel\troot\thttps://nixos.org/channels/nixos-25.11\tnixos',
      'channel\tada\thttps://nixos.org/channels/nixos-unstable\tnixos',
    ];
    expect(judged(said.join('\n'))).to.deep.equal([
      'profile-imperative:ada hello-2.12',
      'profile-imperative:bob jq',
      'channel-imperative:ada nixos',
    ]);
  });
});
