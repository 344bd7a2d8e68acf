import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { unitName } from '../../shared/units.js';

const systemd = [
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
    ],
    line: new RegExp(
      `(?:the following units failed: (?<units>${unitName}(?:, ${unitName}){0,40})|Job for (?<job>${unitName}) (?:failed|canceled)|(?<entered>${unitName}): Unit entered failed state|(?<named>${unitName}): Failed with result ['"](?<result>[\\w-]{2,40})|(?:Failed to (?:start|restart|mount|listen|activate) (?<start>-?${unitName})|Failed to (?:start|restart) transient|Unit (?<masked>-?${unitName}) (?:is masked|entered failed state|has a bad unit))|Failed to start (?<described>[A-Z][^.]{2,120}))`,
    ),
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
    evidence.get('entered') ||
    evidence.get('start') ||
    evidence.get('masked');
  if (direct !== '') return direct;
  const own = wait ?? listed.find((one) => !/\.target$/.test(one)) ?? listed[0];
  if (own !== undefined) return own;
  const near = new RegExp(`(?<unit>${unitName})`);
  return (
    (evidence.before(near, 8) ?? evidence.after(near, 8))?.groups?.['unit'] ??
    evidence.get('described')
  );
}

export const unitStart: DiagnosisRule = {
  id: 'activation/unit-start',
  class: 'unit-start-failure',
  phase: 'activation',
  title: 'Unit fails to start',
  components: ['systemd', 'services'],
  confidence: 0.75,
  yieldsTo: [
    'wait-online-timeout',
    'service-exec-missing',
    'service-namespace-path',
    'dconf-unavailable',
    'hm-file-clobber',
    'disk-full',
    'boot-root-device',
    'daemon-unreachable',
    'port-in-use',
    'permission-denied',
    'postgresql-data-directory',
  ],
  patterns: systemd,
  docs: [
    {
      title: 'NixOS manual: service management',
      url: 'https://nixos.org/manual/nixos/stable/#sec-systemctl',
    },
  ],
  explain(evidence) {
    const unit = unitOf(evidence);
    if (unit === '' || unit.includes('wait-online')) return undefined;
    const mask = /is masked/.test(evidence.line.text) || evidence.all(/is masked/)[0] !== undefined;
    const maskedUnit =
      evidence.all(new RegExp(`(?:Unit|unit) (?<unit>-?\\.?${unitName}) is masked`))[0]?.groups?.[
        'unit'
      ] ?? unit;
    const why = ownError(evidence, unit);
    const subject = mask ? maskedUnit : unit;
    const settle = /udev-settle/.test(unit);
    return {
      culprit: mask ? `${subject} is masked` : subject,
      facts: { unit: subject, error: why, all: evidence.get('units') || undefined },
      message: mask
        ? `${subject} is masked (a link to /dev/null, or a mount unit that fstab and the configuration disagree on), so what needs it cannot start.`
        : `${subject} failed to start${why === undefined ? '; why is in its own journal' : `: ${why}`}.`,
      fixes: [
        ...(mask
          ? [
              shellFix(
                'Unmask it: see where the link to /dev/null is, and remove it.',
                `systemctl unmask -- ${subject}; ls -l /etc/systemd/system/${subject} /run/systemd/*/${subject}`,
                'restart',
              ),
              advice(
                'For a mount: compare fileSystems with /etc/fstab of the running system; reboot into the new generation if the old one still holds the unit.',
              ),
            ]
          : []),
        ...(settle
          ? [
              shellFix(
                'Often transient: devices took too long to settle. Switch again (retry); find what depends on udev-settle.',
                'nixos-rebuild switch; systemctl list-dependencies --reverse systemd-udev-settle.service',
                'restart',
              ),
            ]
          : []),
        shellFix(
          "Read the unit's own error, and diagnose it.",
          `journalctl -b -u ${subject} --no-pager | tail -50 | nixai diagnose`,
        ),
        shellFix(
          'After mending it, start it again.',
          `systemctl reset-failed ${subject}; systemctl restart ${subject}`,
          'restart',
        ),
      ],
      verify: [`systemctl status ${subject}`],
      confidence: why !== undefined || mask || settle ? 0.85 : undefined,
    };
  },
};

/** What the unit itself said last before systemd reported its end. */
function ownError(evidence: Evidence, unit: string): string | undefined {
  const program = unit.replace(/\.\w+$/, '').replace(/@.*$/, '');
  const line = new RegExp(
    `^(?:.{0,20}\\b(?:error|Error|ERROR|FATAL|fatal|failed|cannot|Cannot|denied|refused|[Ii]nvalid|in use|No such)\\b.{0,300})`,
  );
  const found = evidence.before(line, 30)?.[0] ?? evidence.after(line, 12)?.[0];
  return found === undefined ||
    found.includes('Failed with result') ||
    found.includes(`Failed to start ${program}`) ||
    /^(?:warning: )?(?:error\(s\)|the following units|Job for|Failed to start|switching)/.test(
      found,
    )
    ? undefined
    : found.trim().slice(0, 300);
}
