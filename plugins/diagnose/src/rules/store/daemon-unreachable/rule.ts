import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The daemon's socket cannot be reached. */
export const daemonUnreachable: DiagnosisRule = {
  id: 'store/daemon-unreachable',
  class: 'daemon-unreachable',
  phase: 'store',
  title: 'Nix daemon cannot be reached',
  components: ['store', 'systemd'],
  confidence: 0.93,
  yieldsTo: ['store-db-corrupt', 'disk-full'],
  patterns: [
    {
      anchors: [
        'cannot connect to socket',
        'cannot connect to daemon',
        'nix-daemon.socket',
        'daemon-socket',
      ],
      line: /(?:cannot connect to (?:socket|daemon)(?: at)?|connecting to|opening a connection to) ?['"`]?(?<socket>\/\S{0,120}socket)?['"`]?.{0,40}?: (?<why>Connection refused|No such file or directory|Permission denied|Operation not permitted)/,
    },
    {
      anchors: ['nix-daemon'],
      line: /(?:nix-daemon\.(?:service|socket)).{0,60}(?<why>Failed with result|failed with result|Failed to listen|start request repeated|Failed to start|Permission denied|could not be found|not found)/,
    },
    {
      anchors: ['Job failed. See', 'nix-daemon.socket failed'],
      line: /^Job (?:for nix-daemon\.\w{3,8} )?failed\. See/,
    },
    {
      anchors: ['closed unexpectedly', 'unexpected end-of-file', 'unexpected EOF reading'],
      line: /(?:error: )?(?:cannot open connection to remote store 'daemon'|daemon disconnected unexpectedly|(?<why>Nix daemon (?:disconnected|closed)))/,
    },
    {
      anchors: ['remote store '],
      line: /cannot open connection to remote store ['"`](?<store>daemon|unix:[^'"`]{0,200})['"`]: (?<why>.{0,120})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: multi-user mode',
      url: 'https://nix.dev/manual/nix/latest/installation/multi-user',
    },
  ],
  explain(evidence) {
    // The reason stands in the line: the socket answers, and something else is wrong.
    if (
      /SQLite|sqlite|No space left|SQL logic error|protocol|is not allowed to connect/.test(
        evidence.line.text,
      )
    )
      return undefined;
    if (
      evidence.line.text.startsWith('Job ') &&
      !/nix-daemon/.test(evidence.line.text) &&
      evidence.before(/start nix-daemon\.(?:socket|service)/, 6) === undefined
    )
      return undefined;
    const socket = evidence.get('socket') || '/nix/var/nix/daemon-socket/socket';
    const why = evidence.get('why');
    const denied = /Permission denied|not permitted/.test(why);
    const selinux = evidence.all(/SELinux|selinux|avc: {1,2}denied/)[0] !== undefined;
    return {
      culprit: `${socket} (nix-daemon)`,
      facts: { socket, reason: why, selinux: selinux ? 'yes' : undefined },
      message: denied
        ? `You may not open ${socket}: your user is not in the group that the socket is for (nix-users, nixbld or what allowed-users says), or has not logged in again since${selinux ? '; the log also speaks of SELinux' : ''}.`
        : `Nothing answers at ${socket}: nix-daemon does not run${selinux ? ' (SELinux refuses its units)' : ''}.`,
      fixes: fixesFor(denied, selinux, evidence),
      verify: ['systemctl status nix-daemon.socket nix-daemon', 'nix store ping'],
    };
  },
};

function fixesFor(denied: boolean, selinux: boolean, evidence: Evidence): readonly DiagnosisFix[] {
  const { platform, ci } = evidence.context;
  const join = shellFix(
    'See which group the socket is for, join it, and log in again.',
    'ls -ld /nix/var/nix/daemon-socket; sudo usermod -aG nix-users "$USER"',
    { holds: { platforms: ['linux', 'unknown', 'nixos'] } },
  );
  const labels = shellFix(
    'Give the files the labels that SELinux expects, or install the policy of the Nix package.',
    'sudo restorecon -RF /nix',
    'security',
  );
  const start = shellFix(
    'Start the daemon.',
    'sudo systemctl enable --now nix-daemon.socket && sudo systemctl restart nix-daemon',
    { risk: 'restart', holds: { platforms: ['nixos', 'linux', 'unknown'] } },
  );
  const darwin = shellFix(
    'Start the daemon (macOS; with Determinate Nix it is system/systems.determinate.nix-daemon).',
    'sudo launchctl kickstart -k system/org.nixos.nix-daemon',
    { risk: 'restart', holds: { platforms: ['darwin', 'unknown'] } },
  );
  const container = shellFix(
    'In a container without systemd: run the daemon yourself, or use a single-user installation.',
    'sudo nix-daemon &',
  );
  const managed = advice(
    'After a failed nix-darwin switch see that nix.enable says whether nix-darwin manages the daemon.',
    { holds: { platforms: ['darwin', 'unknown'] } },
  );
  return [
    ...(denied ? [join] : []),
    ...(selinux ? [labels] : []),
    ...(ci ? [container, start] : platform === 'darwin' ? [darwin] : [start, darwin]),
    managed,
  ];
}
