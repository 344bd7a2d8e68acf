import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The daemon's socket cannot be reached. */
export const daemonUnreachable: DiagnosisRule = {
  id: 'store/daemon-unreachable',
  class: 'daemon-unreachable',
  phase: 'store',
  title: 'Nix daemon cannot be reached',
  components: ['store', 'systemd'],
  confidence: 0.93,
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
    if (
      evidence.line.text.startsWith('Job ') &&
      !/nix-daemon/.test(evidence.line.text) &&
      evidence.before(/start nix-daemon\.(?:socket|service)/, 6) === undefined
    )
      return undefined;
    const socket = evidence.get('socket') || '/nix/var/nix/daemon-socket/socket';
    const why = evidence.get('why');
    const denied = /Permission denied|not permitted/.test(why);
    const darwin = evidence.all(/launchctl|org\.nixos|darwin/)[0] !== undefined;
    const selinux = evidence.all(/SELinux|selinux|avc: {1,2}denied/)[0] !== undefined;
    return {
      culprit: `${socket} (nix-daemon)`,
      facts: { socket, reason: why, selinux: selinux ? 'yes' : undefined },
      message: denied
        ? `You may not open ${socket}: your user is not in the group that the socket is for (nix-users, nixbld or what allowed-users says), or has not logged in again since${selinux ? '; the log also speaks of SELinux' : ''}.`
        : `Nothing answers at ${socket}: nix-daemon does not run${selinux ? ' (SELinux refuses its units)' : ''}.`,
      fixes: [
        ...(denied
          ? [
              shellFix(
                'Join the group of the socket, and log in again.',
                'sudo usermod -aG nix-users $USER   # see: ls -l /nix/var/nix/daemon-socket',
              ),
            ]
          : []),
        ...(selinux
          ? [
              shellFix(
                'Give the files the labels that SELinux expects, or install the policy of the Nix package.',
                'sudo restorecon -RF /nix',
                'security',
              ),
            ]
          : []),
        shellFix(
          'Start the daemon.',
          'sudo systemctl enable --now nix-daemon.socket && sudo systemctl restart nix-daemon',
          'restart',
        ),
        ...(darwin || !denied
          ? [
              shellFix(
                'On macOS.',
                'sudo launchctl kickstart -k system/org.nixos.nix-daemon   # or: launchctl load /Library/LaunchDaemons/org.nixos.nix-daemon.plist',
                'restart',
              ),
            ]
          : []),
        advice(
          'After a failed nix-darwin switch see that nix.enable says whether nix-darwin manages the daemon.',
        ),
      ],
      verify: ['systemctl status nix-daemon.socket nix-daemon', 'nix store ping'],
    };
  },
};
