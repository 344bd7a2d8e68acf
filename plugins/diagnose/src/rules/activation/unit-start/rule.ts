import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { exitStatusOf } from '../../shared/exitStatus.js';
import { unitDescribed } from '../../shared/descriptions.js';
import { knownFix } from '../../shared/unitErrors.js';
import { ownWords, unitAround, unitName } from '../../shared/units.js';
import { unmask } from './masked.js';

const patterns = [
  {
    anchors: [
      'the following units failed',
      'the following new units were started',
      'Failed to start',
      'Failed with result',
      'Job for ',
      'Failed to mount',
      'Dependency failed',
      'entered failed state',
      'is masked',
      'failed to start',
      'units failed',
      'has a bad unit',
      'Failed to restart',
      'Failed to reload',
    ],
    line: new RegExp(
      `(?:the following units failed: (?<units>${unitName}(?:, ${unitName}){0,40})|Job for (?<job>${unitName}) (?:failed|canceled)|(?<entered>${unitName}): Unit entered failed state|(?<named>${unitName}): Failed with result ['"](?<result>[\\w-]{2,40})|(?:Failed to (?:start|restart|reload|mount|listen|activate) (?<start>-?${unitName})|Failed to (?:start|restart) transient|Unit (?<masked>-?${unitName}) (?:is masked|entered failed state|has a bad unit))|Failed to start (?<described>[A-Z][^.]{2,120}))`,
    ),
  },
  {
    anchors: ['process exited, code='],
    line: new RegExp(
      `^(?<ended>${unitName}): (?:Main|Control) process exited, code=(?:exited, status=[1-9]|killed|dumped)`,
    ),
  },
  {
    // A line of `systemctl --failed`.
    anchors: [' failed failed'],
    line: new RegExp(
      `^[●×*\\s]{0,6}(?<entered>${unitName})\\s{1,40}loaded\\s{1,8}failed\\s{1,8}failed`,
    ),
  },
  {
    anchors: ['Active: failed'],
    line: /^\s*Active: (?<active>failed) \(Result: [\w-]{2,40}\)/,
  },
];

/** The unit that failed by itself: not a target or a job that only waits for it. */
function unitOf(evidence: Evidence): string {
  const listed = evidence
    .get('units')
    .split(', ')
    .filter((one) => one !== '');
  const wait = listed.find((one) => one.includes('wait-online'));
  const direct =
    evidence.get('job') ||
    evidence.get('named') ||
    evidence.get('ended') ||
    evidence.get('entered') ||
    evidence.get('start') ||
    evidence.get('masked');
  if (direct !== '') return direct;
  const own = wait ?? listed.find((one) => !/\.target$/.test(one)) ?? listed[0];
  if (own !== undefined) return own;
  const described = evidence.get('described').trim();
  return unitAround(evidence) ?? unitDescribed(described) ?? described;
}

const isUnit = (subject: string): boolean => new RegExp(`^-?\\.?${unitName}$`).test(subject);

/** Old systemd tells only what a unit is described as, which no command takes as its name. */
const findUnit = (description: string): readonly DiagnosisFix[] => [
  shellFix(
    `See which unit that is: ${description} is only its description, which stands in the last column.`,
    'systemctl --failed',
  ),
  shellFix(
    'Read what the unit itself said, and have that diagnosed.',
    'journalctl -b -u YOUR_UNIT --no-pager | tail -50 | nixai diagnose',
    { fill: { YOUR_UNIT: 'the name in the first column of systemctl --failed' } },
  ),
];

/** Everything that runs is connected to it. */
const ofBus = shellFix(
  'D-Bus cannot be exchanged or stopped in a running system (as when dbus and dbus-broker are swapped): make the new system the one that is started, and restart.',
  'sudo nixos-rebuild boot && sudo reboot   # with your own --flake',
  'restart',
);

/** systemctl, called by a unit that does not run as root. */
const notAllowed =
  /^Failed to \w{4,10} [\w@.\\:-]{2,120}: (?:Access denied|Interactive authentication required).{0,40}/;

const asRoot = (unit: string): DiagnosisFix =>
  advice(
    `${unit} runs as a user of its own, who may not do that: let that one command run as root (a + before it, as ExecStartPost = "+…systemctl reload …";). If the unit is one of nixpkgs' modules, that is a mistake of the module: set it with lib.mkForce until it is mended there.`,
  );

/** systemd says on the same line what the unit requires, and nobody declares. */
const needsUnit = (unit: string, lacking: string): Diagnosis => ({
  culprit: `${unit}: ${lacking} is not found`,
  facts: { unit, lacking },
  message: `${unit} requires ${lacking}, and there is no unit of that name: what declares it is not enabled, works without a unit in this configuration, or calls it otherwise.`,
  fixes: [
    shellFix(
      `If a file of yours names ${lacking} (grep lists them): take it out of requires, wants, bindsTo and after there, or enable what makes that unit.`,
      `grep -rnF --include='*.nix' -- ${shellWord(lacking.replace(/\.\w+$/, ''))} .`,
    ),
    shellFix(
      'If none does: the module that brings the unit asks for it. See what it is called now, and update what that module comes from.',
      `systemctl cat -- ${shellWord(unit)}; systemctl list-unit-files | grep -iF -- ${shellWord(lacking.split(/[-@.]/)[0] ?? lacking)}`,
    ),
  ],
  verify: [`systemctl status ${shellWord(unit)}`],
  confidence: 0.9,
});

/** What it says has its cause in an option, in a file that it reads, or in the module; whose that is decides. */
function whoseUnit(unit: string, why: string): DiagnosisFix {
  const name = /^(?<is>[\w-]{2,60}?)(?:@.*)?\.\w+$/.exec(unit)?.groups?.['is'] ?? unit;
  return shellFix(
    `See what it runs, and who sets that. If a file of yours names it (grep lists them): mend there what it says (${why.replace(/^\/nix\/store\/\S{1,300}: /, '').slice(0, 120)}). If none does, it comes with a module of nixpkgs or an input: look for these words among its issues; the generation before has the unit that worked (nixos-rebuild switch --rollback).`,
    `systemctl cat -- ${shellWord(unit)}; grep -rnF --include='*.nix' -- ${shellWord(name)} .`,
  );
}

/** The unit only runs nixos-rebuild, which has said all that it knows. */
const upgradeSwitch: Diagnosis = {
  culprit: 'the switch of nixos-upgrade.service',
  message:
    'The upgrade was built, and switching to it met an error: mostly a unit that failed to start, which this log does not name.',
  fixes: [
    shellFix(
      'See which units failed, and what the switch said.',
      'systemctl --failed; journalctl -b -u nixos-rebuild-switch-to-configuration --no-pager | tail -50',
    ),
  ],
  verify: ['systemctl --failed'],
  confidence: 0.8,
};

export const unitStart: DiagnosisRule = {
  id: 'activation/unit-start',
  class: 'unit-start-failure',
  phase: 'activation',
  title: 'Unit fails to start',
  components: ['systemd', 'services'],
  confidence: 0.75,
  yieldsTo: [
    'service-setup-failed',
    'wait-online-timeout',
    'command-not-found',
    'service-exec-missing',
    'service-namespace-path',
    'dconf-unavailable',
    'hm-file-clobber',
    'disk-full',
    'boot-mount-device',
    'boot-root-device',
    'daemon-unreachable',
    'port-in-use',
    'permission-denied',
    'postgresql-data-directory',
    'secret-not-decrypted',
    'service-configuration',
    'out-of-memory',
    'acme-order',
    'unit-condition',
  ],
  patterns,
  docs: [
    {
      title: 'NixOS manual: service management',
      url: 'https://nixos.org/manual/nixos/stable/#sec-systemctl',
    },
  ],
  explain(evidence) {
    // A unit that calls systemctl: what it could not do is the reason of that unit.
    if (/^systemctl/.test(evidence.line.source ?? '')) return undefined;
    const unit = unitOf(evidence);
    if (unit === '' || unit.includes('wait-online')) return undefined;
    if (
      /^nixos-upgrade\.service$/.test(unit) &&
      evidence.all(/error\(s\) occurred while switching/)[0] !== undefined
    )
      return upgradeSwitch;
    const mask = /is masked/.test(evidence.line.text) || evidence.all(/is masked/)[0] !== undefined;
    const maskedUnit =
      evidence.all(new RegExp(`(?:Unit|unit) (?<unit>-?\\.?${unitName}) is masked`))[0]?.groups?.[
        'unit'
      ] ?? unit;
    const lacking = new RegExp(`Unit (?<unit>${unitName}) not found`).exec(evidence.line.text)
      ?.groups?.['unit'];
    if (lacking !== undefined && lacking !== unit) return needsUnit(unit, lacking);
    const status = exitStatusOf(evidence);
    const refused = evidence.before(notAllowed, 6)?.[0];
    const why = ownWords(evidence, unit) ?? refused ?? status?.means;
    const subject = mask ? maskedUnit : unit;
    const isNamed = isUnit(subject);
    const settle = /udev-settle/.test(unit);
    const bus = /^dbus(?:-broker)?\.service$/.test(subject);
    const known =
      refused !== undefined && why === refused
        ? [asRoot(subject)]
        : ((why === undefined ? undefined : knownFix(why)) ?? status?.fixes(subject) ?? []);
    return {
      culprit: mask
        ? `${subject} is masked`
        : `${subject}${why === undefined ? '' : `: ${why.slice(0, 160)}`}`,
      facts: {
        unit: isNamed ? subject : undefined,
        error: why,
        all: evidence.get('units') || undefined,
      },
      message: mask
        ? `${subject} is masked (a link to /dev/null, or a mount unit that fstab and the configuration disagree on), so what needs it cannot start.`
        : `${subject} ${/^\s*Failed to reload /.test(evidence.line.text) ? 'could not be reloaded' : 'failed to start'}${why === undefined ? '; the reason is in its own journal, which this log does not have' : why === status?.means ? `: ${why} (${status.name})` : `. It says itself: ${why}`}`,
      fixes: [
        ...(mask ? unmask(subject) : []),
        ...(settle
          ? [
              shellFix(
                'Often transient: devices took too long to settle. Switch again, and see what depends on udev-settle.',
                'systemctl list-dependencies --reverse systemd-udev-settle.service',
              ),
            ]
          : []),
        ...(bus ? [ofBus] : []),
        ...known,
        ...(!isNamed ? findUnit(subject) : []),
        ...(why === undefined && isNamed
          ? [
              shellFix(
                'Read what the unit itself said, and have that diagnosed.',
                `journalctl -b -u ${shellWord(subject)} --no-pager | tail -50 | nixai diagnose`,
              ),
            ]
          : why !== undefined && known.length === 0
            ? [whoseUnit(subject, why)]
            : []),
        ...(isNamed
          ? [
              shellFix(
                'After mending it, start it again.',
                `sudo systemctl reset-failed ${shellWord(subject)}; sudo systemctl restart ${shellWord(subject)}`,
                'restart',
              ),
            ]
          : []),
      ],
      verify: [isNamed ? `systemctl status ${shellWord(subject)}` : 'systemctl --failed'],
      confidence: why !== undefined || mask || settle ? 0.85 : undefined,
    };
  },
};
