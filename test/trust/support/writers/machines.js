// What changes the registry of machines.
import { join } from 'node:path';
import { root } from '../../../support/packed.js';
import { done, writing } from './trees.js';

const plugin = 'machines';
const machines = (...words) => ['machines', ...words, '--yes'];

async function fleet(home) {
  await done(home, machines('init'));
  await done(home, machines('add', 'web1', '10.0.0.1'));
  await done(home, machines('groups', 'add', 'web', 'web1'));
}

const agreed = [
  ...['exception', 'add', 'web1', 'etc-unmanaged:/etc/motd'],
  ...['--reason', 'the hoster needs it', '--approved-by', 'ada', '--expiry', '2099-01-01'],
];

const units = ['--format', 'systemd', '--to', 'units'];

/** What is written breaks rules, none of them critical: only then does it end with 1. */
const unlessGrave = ['--fail-on', 'critical'];

const ownRules = `version: 1
name: own
rules:
  - id: ssh-on
    title: SSH is on
    severity: low
    why: Somebody has to come in.
    declared: [{ option: services.openssh.enable, op: is, value: true, default: false }]
`;

const base = { 'base.nix': '{ networking.hostName = @hostName@; }\n' };
const keeps = ['template', 'create', 'house', '--base-config', 'base.nix', '--variables'];

async function withTemplate(home) {
  await fleet(home);
  await done(home, machines(...keeps, 'hostName'));
}

const inFleet = (name, words, more = {}) =>
  writing(name, machines(...words), { plugin, prepare: fleet, ...more });

export const machineWriters = [
  writing('machines init', machines('init'), { plugin }),
  inFleet('machines add', ['add', 'web2', '10.0.0.2']),
  inFleet('machines edit', ['edit', 'web1', '--role', 'proxy']),
  inFleet('machines rename', ['rename', 'web1', 'blue']),
  inFleet('machines remove', ['remove', 'web1']),
  inFleet('machines groups add', ['groups', 'add', 'all-of-them', 'web1']),
  inFleet('machines groups remove', ['groups', 'remove', 'web']),
  inFleet('machines exception add', agreed),
  inFleet('machines exception remove', ['exception', 'remove', 'web1', agreed[3]], {
    prepare: async (home) => {
      await fleet(home);
      await done(home, machines(...agreed));
    },
  }),
  inFleet(
    'machines security-scan',
    ['security-scan', '--folder', 'site', '--save-to', 'scan.md', ...unlessGrave],
    {
      files: { 'site/configuration.nix': '{ services.openssh.enable = true; }\n' },
    },
  ),
  inFleet(
    'machines audit',
    ['audit', '--compliance-rules', 'own.yaml', '--folder', 'site', '--save-to', 'audit.md'],
    {
      files: {
        'site/configuration.nix': '{ services.openssh.enable = true; }\n',
        'own.yaml': ownRules,
      },
    },
  ),
  // A key that is new is another each time.
  inFleet(
    'machines backup-strategy configure',
    ['backup-strategy', 'configure', '--backup-location', '/srv/backups', ...units],
    { files: { '.config/nixai/backups.key': 'a'.repeat(64) } },
  ),
  inFleet(
    'machines security-scan --fix',
    ['security-scan', '--folder', 'site', '--fix', '--rule', 'sysctl-kptr', ...unlessGrave],
    {
      files: {
        'site/configuration.nix':
          '{\n  services.openssh.enable = true;\n  boot.kernel.sysctl."kernel.kptr_restrict" = 0;\n}\n',
      },
    },
  ),
  inFleet('machines disaster-recovery plan create', [
    ...['disaster-recovery', 'plan', 'create', 'dr', '--primary-group', 'web'],
    ...['--recovery-time-objective', '15m', '--recovery-point-objective', '4h'],
  ]),
  inFleet('machines monitor', ['monitor', 'web1', ...units]),
  inFleet('machines health-monitor', ['health-monitor', ...units], {
    prepare: async (home) => {
      await fleet(home);
      await done(home, ['plugins', 'link', join(root, 'plugins/health')]);
    },
  }),
  inFleet('machines performance monitor', [
    ...['performance', 'monitor', '--schedule', 'hourly', '--alert-thresholds', 'cpu>80%'],
    ...units,
  ]),
  inFleet('machines template create', [...keeps, 'hostName'], { files: base }),
  inFleet('machines template remove', ['template', 'remove', 'house'], {
    files: base,
    prepare: withTemplate,
  }),
  // What it deploys then goes as by `machines deploy`.
  inFleet(
    'machines deploy-from-template',
    [
      ...['deploy-from-template', 'house', '--target', 'web1', '--set', 'hostName=web1'],
      ...['--config', 'web1.nix', '--write-only'],
    ],
    { files: base, prepare: withTemplate },
  ),
  inFleet('machines compliance monitor', ['compliance', 'monitor', ...units]),
  inFleet('machines document', ['document', '--folder', 'site', '--save-to', 'fleet.md'], {
    files: { 'site/configuration.nix': '{ services.openssh.enable = true; }\n' },
  }),
  inFleet('machines import', ['import', '--from', 'ansible', '--source', 'inventory.ini'], {
    files: { 'inventory.ini': '[db]\ndb1 ansible_host=10.0.0.9\n' },
  }),
];
