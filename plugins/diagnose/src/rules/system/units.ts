import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';

const unitName = String.raw`[\w@.:\\-]{1,200}\.(?:service|mount|socket|target|timer|path|swap|automount|slice|scope)`;
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

export const waitOnline: DiagnosisRule = {
  id: 'activation/wait-online',
  class: 'wait-online-timeout',
  phase: 'activation',
  title: 'Waiting for the network timed out',
  components: ['systemd', 'networking'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['wait-online'],
      line: /(?<unit>(?:NetworkManager|systemd-networkd|ifstate)-wait-online(?:@[\w.-]{1,40})?(?:\.service)?).{0,120}(?:[Ff]ailed|failed state|timeout|exit-code|FAILURE|Timeout)|(?:the following units failed|Job for|Failed to (?:start|restart)).{0,200}?(?<other>[\w-]{1,60}-wait-online(?:@[\w.-]{1,40})?\.service)|warning: .{0,60}?(?<third>[\w-]{1,60}-wait-online\.service)|Timeout occurred while waiting for network connectivity/,
    },
  ],
  docs: [
    {
      title: 'systemd-networkd-wait-online',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd-networkd-wait-online.service.html',
    },
  ],
  explain(evidence) {
    const named =
      evidence.get('unit') ||
      evidence.get('other') ||
      evidence.get('third') ||
      evidence.all(/(?<unit>[\w-]{1,60}-wait-online(?:@[\w.-]{1,40})?\.service)/)[0]?.groups?.[
        'unit'
      ] ||
      'systemd-networkd-wait-online.service';
    const unit = named.endsWith('.service') ? named : `${named}.service`;
    const manager = unit.startsWith('NetworkManager');
    const name = unit.replace(/\.service$/, '');
    return {
      culprit: unit,
      facts: { unit },
      message: `${unit} waited for the network to be up and gave up: an interface that it watches never gets online${manager ? ' (during a switch NetworkManager restarts, and nm-online -s times out)' : ' (networkd waits for every interface that it manages; it may be switched on beside NetworkManager, by networking.useNetworkd, facter or a container module)'}. The switch itself is done.`,
      fixes: manager
        ? [
            nixFix(
              'Do not wait, if nothing needs network-online.target.',
              `systemd.services.${name}.enable = false;   # disable`,
              'restart',
            ),
            nixFix(
              'Or change what it waits for (ExecStart).',
              `systemd.services.${name}.serviceConfig.ExecStart = [ "" "\${pkgs.networkmanager}/bin/nm-online -q" ];`,
              'restart',
            ),
          ]
        : [
            nixFix(
              'Wait for any interface, not for all; or name those that may stay down.',
              'systemd.network.wait-online.anyInterface = true;   # or wait-online.ignoredInterfaces = [ "wlan0" ];',
              'restart',
            ),
            nixFix(
              'Or do not wait.',
              'systemd.network.wait-online.enable = false;   # disable',
              'restart',
            ),
            nixFix(
              'If you did not want networkd at all, switch it off.',
              'networking.useNetworkd = false;',
              'restart',
            ),
          ],
      verify: [`systemctl status ${unit}`, 'networkctl list   # or: nmcli device'],
    };
  },
};

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

export const execMissing: DiagnosisRule = {
  id: 'runtime/exec-missing',
  class: 'service-exec-missing',
  phase: 'runtime',
  title: 'Program of a unit does not exist',
  components: ['systemd', 'services'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'Failed to locate executable',
        'Unable to locate executable',
        'Failed to execute ',
        'Failed at step EXEC',
        '203/EXEC',
      ],
      line: new RegExp(
        `(?:(?<unit>${unitName}): )?(?:(?:Failed|Unable) to (?:locate executable|execute(?: command)?|spawn) ['"\`]?(?<path>[^'"\`\\s:]{2,300})['"\`]?: (?:No such file|Exec format)|Failed at step EXEC spawning (?<step>[^\\s:]{2,300}): |.{0,80}status=203/EXEC)`,
      ),
    },
  ],
  docs: [
    { title: 'NixOS wiki: systemd services', url: 'https://wiki.nixos.org/wiki/Systemd/Services' },
  ],
  explain(evidence) {
    const near = new RegExp(`(?<unit>${unitName})`);
    const unit =
      evidence.get('unit') ||
      (evidence.after(near, 6) ?? evidence.before(near, 6))?.groups?.['unit'] ||
      near.exec(evidence.line.source ?? '')?.[0] ||
      'the unit';
    const where =
      /(?:locate executable|execute(?: command)?|EXEC spawning) ['"`]?(?<path>\/[^'"`\s:]{2,300})/;
    const path =
      evidence.get('path') ||
      evidence.get('step') ||
      (evidence.before(where, 6) ?? evidence.after(where, 6))?.groups?.['path'] ||
      (evidence.all(
        /(?:Process|ExecStart(?:Pre|Post)?=?)[^/]{1,60}(?<path>\/[^\s;]{2,300}).{0,80}203\/EXEC/,
      )[0]?.groups?.['path'] ??
        '');
    if (path === '' && !/203\/EXEC/.test(evidence.line.text)) return undefined;
    const program = path.split('/').at(-1) ?? '';
    const package_ = [
      'sleep',
      'cat',
      'mkdir',
      'rm',
      'cp',
      'mv',
      'ln',
      'chown',
      'chmod',
      'echo',
      'true',
      'false',
      'env',
      'test',
      'touch',
      'install',
      'date',
      'sh-utils',
    ].includes(program)
      ? 'coreutils'
      : ({
          sh: 'bash',
          kill: 'util-linux',
          mount: 'util-linux',
          ip: 'iproute2',
          pkill: 'procps',
          python3: 'python3',
          perl: 'perl',
          sed: 'gnused',
          grep: 'gnugrep',
          awk: 'gawk',
        }[program] ?? program);
    const name = unit.replace(/\.service$/, '');
    return {
      culprit: `${unit} ${path}`.trim(),
      facts: { unit, path: path || undefined },
      message: `${unit} runs ${path === '' ? 'a program that does not exist' : path}, which does not exist on NixOS: there is no ${path.startsWith('/nix') ? 'such file in the store (any more)' : '/bin (except sh) and no /usr/bin (except env)'}; programs live in the Nix store.`,
      fixes: [
        nixFix(
          'Name the program by its store path.',
          `systemd.services.${/[^\w-]/.test(name) ? `"${name}"` : name}.serviceConfig.ExecStart = lib.mkForce "\${pkgs.${package_ || 'PACKAGE'}}/bin/${program || 'PROGRAM'} …";   # ExecStartPre= likewise`,
          'restart',
        ),
        nixFix(
          'If the unit only needs programs in PATH (a script).',
          `systemd.services.${/[^\w-]/.test(name) ? `"${name}"` : name}.path = [ pkgs.${package_ || 'coreutils'} ];`,
          'restart',
        ),
        advice(
          'If the unit comes from a package (systemd.packages), its path has to be patched there (substituteInPlace); report it to nixpkgs.',
        ),
      ],
      verify: [`systemctl restart ${unit} && systemctl status ${unit}`],
    };
  },
};

export const namespacePath: DiagnosisRule = {
  id: 'runtime/namespace-path',
  class: 'service-namespace-path',
  phase: 'runtime',
  title: "Path of a unit's sandbox is missing",
  components: ['systemd', 'services', 'security'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['mount namespacing', '226/NAMESPACE', 'Failed at step NAMESPACE'],
      line: new RegExp(
        `(?:(?<unit>${unitName}): )?(?:Failed to set up mount namespacing: (?<path>/[^\\s:]{1,300}): (?<why>.{1,80})|Failed at step NAMESPACE spawning (?<exec>[^\\s:]{2,300}): (?<reason>.{1,80})|.{0,120}status=226/NAMESPACE)`,
      ),
    },
  ],
  docs: [
    {
      title: 'systemd.exec: ReadWritePaths',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#ReadWritePaths=',
    },
  ],
  explain(evidence) {
    const near = new RegExp(`(?<unit>${unitName})`);
    const unit =
      evidence.get('unit') ||
      (evidence.after(near, 6) ?? evidence.before(near, 6))?.groups?.['unit'] ||
      near.exec(evidence.line.source ?? '')?.[0] ||
      'the unit';
    const set = /mount namespacing: (?<path>\/[^\s:]{1,300})/;
    const raw =
      evidence.get('path') ||
      ((evidence.before(set, 8) ?? evidence.after(set, 8))?.groups?.['path'] ?? '');
    const path = raw.replace(/^\/run\/systemd\/(?:unit-root|mount-rootfs)/, '');
    // The same unit said it with its path on another line.
    if (path === '' && evidence.all(set)[0] !== undefined) return undefined;
    const name = unit.replace(/\.service$/, '');
    const state = /^\/var\/lib\/(?<name>[\w.-]{1,80})/.exec(path)?.groups?.['name'];
    const cache = /^\/var\/cache\/?(?<name>[\w.-]{0,80})/.exec(path)?.groups?.['name'];
    const shown = path === '' ? 'a path' : path;
    const key = /[^\w-]/.test(name) ? `"${name}"` : name;
    return {
      culprit: `${unit} ${path}`.trim(),
      facts: { unit, path: path || undefined },
      message: `${unit} is started in a mount namespace, for which ${shown} must exist (ReadWritePaths, BindPaths or the like), and it does not: 226/NAMESPACE.`,
      fixes: [
        ...(state === undefined && cache === undefined
          ? []
          : [
              nixFix(
                'Let systemd make it (StateDirectory, CacheDirectory).',
                `systemd.services.${key}.serviceConfig.${state === undefined ? 'CacheDirectory' : 'StateDirectory'} = "${state ?? (cache || name)}";`,
                'restart',
              ),
            ]),
        nixFix(
          'Create the directory before.',
          `systemd.tmpfiles.rules = [ "d ${path || '/var/lib/NAME'} 0750 root root -" ];`,
          'restart',
        ),
        shellFix(
          'Now, by hand.',
          `sudo mkdir -p ${path || '/var/lib/NAME'} && sudo systemctl restart ${unit}`,
          'restart',
        ),
        nixFix(
          'Or let a missing path pass, with a minus before it.',
          `systemd.services.${key}.serviceConfig.ReadWritePaths = [ "-${path || '/path'}" ];`,
          'security',
        ),
      ],
      verify: [`systemctl status ${unit}`],
    };
  },
};
