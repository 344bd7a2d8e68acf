import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix, onOtherLinux } from '../../shared/fix.js';

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
      anchors: ['daemon-socket'],
      line: /(?:could not connect to any (?:lix|nix) socket \(tried (?<socket>\/[^\s,)]{1,120})|getting status of ['"`]?(?<denied>\/\S{0,120}daemon-socket\/socket)['"`]?: (?<why>Permission denied|No such file or directory))/,
    },
    {
      anchors: ['/nix/var/nix/db/', '/nix/var/nix/temproots'],
      line: /(?:opening lock file|creating directory|opening file) ['"`](?<local>\/nix\/var\/nix\/(?:db|temproots)\/?[^'"`\s]{0,100})['"`]: Permission denied/,
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
      /could not set permissions|creating directory ['"`]\/nix\/var\/nix\/profiles|SQLite|sqlite|No space left|SQL logic error|protocol|is not allowed to connect/.test(
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
    if (evidence.get('local') !== '') return withoutDaemon(evidence.get('local'), evidence);
    const why = evidence.get('why');
    if (/reset by peer|end-of-file|EOF/.test(why) && remoteTarget(evidence) !== undefined)
      return refusedByTarget(remoteTarget(evidence) ?? '');
    // Without the socket in the line it may be anything that the daemon may not do.
    if (evidence.get('store') !== '' && /denied|not permitted/.test(why) && !/socket/.test(why))
      return undefined;
    const socket =
      evidence.get('socket') || evidence.get('denied') || '/nix/var/nix/daemon-socket/socket';
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
  if (evidence.before(/performing a single-user installation/, 200) !== undefined)
    return singleUser;
  const { platform, ci } = evidence.context;
  const join = shellFix(
    'See which group the socket is for, join it, and log in again.',
    'ls -ld /nix/var/nix/daemon-socket; sudo usermod -aG nix-users "$USER"',
    { holds: onOtherLinux },
  );
  const allow = nixFix(
    'Let your user use the daemon: * are all, which is the default (a list that someone has set leaves you out).',
    'nix.settings.allowed-users = [ "*" ];',
    { risk: 'security', holds: { platforms: ['nixos'] } },
  );
  const labels = shellFix(
    'Give the files the labels that SELinux expects, or install the policy of the Nix package.',
    'sudo restorecon -RF /nix',
    'security',
  );
  const start = shellFix(
    'Start the daemon.',
    'sudo systemctl start nix-daemon.socket && sudo systemctl restart nix-daemon',
    { risk: 'restart', holds: { platforms: ['nixos', 'linux', 'unknown'] } },
  );
  const darwin = shellFix(
    'Start the daemon (macOS; with Determinate Nix it is system/systems.determinate.nix-daemon).',
    'sudo launchctl kickstart -k system/org.nixos.nix-daemon',
    { risk: 'restart', holds: { platforms: ['darwin', 'unknown'] } },
  );
  const relink = shellFix(
    'systemd does not know the unit of the daemon: the link to it points into a store path or profile that an upgrade has replaced. Link it again (with Determinate Nix: repair the installation, /nix/nix-installer repair).',
    'ls -l /etc/systemd/system/nix-daemon.*; sudo systemctl link /nix/var/nix/profiles/default/lib/systemd/system/nix-daemon.service /nix/var/nix/profiles/default/lib/systemd/system/nix-daemon.socket && sudo systemctl enable --now nix-daemon.socket',
    { risk: 'restart', holds: onOtherLinux },
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
    ...(denied ? [join, ...(platform === 'nixos' ? [allow] : [])] : []),
    ...(evidence.all(/Unit nix-daemon\.(?:service|socket) (?:could not be|not) found/)[0] ===
    undefined
      ? []
      : [relink]),
    ...(selinux ? [labels] : []),
    ...(ci ? [container, start] : platform === 'darwin' ? [darwin] : [start, darwin]),
    managed,
  ];
}

/** A single-user installation has no daemon: something in the environment still asks for one. */
const singleUser: readonly DiagnosisFix[] = [
  shellFix(
    'A single-user installation has no daemon, and something still asks for one: a variable, or a setting that an earlier installation has left. See what, and take it away.',
    'echo "NIX_REMOTE=$NIX_REMOTE"; cat /etc/nix/nix.conf ~/.config/nix/nix.conf',
  ),
  shellFix(
    'If there is none: install it for all users, with its daemon.',
    'curl -L https://nixos.org/nix/install | sh -s -- --daemon',
    'restart',
  ),
];

/** Nix opens the store itself, as if it belonged to this user: it does not go through the daemon. */
function withoutDaemon(path: string, evidence: Evidence): Diagnosis {
  const start = shellFix(
    'See that the daemon runs and is used: NIX_REMOTE must be empty or daemon, and the socket be there.',
    'echo "NIX_REMOTE=$NIX_REMOTE"; ls -l /nix/var/nix/daemon-socket/; systemctl status nix-daemon.socket nix-daemon',
  );
  const managed = shellFix(
    'If the socket is not there: start the daemon.',
    evidence.context.platform === 'darwin'
      ? 'sudo launchctl kickstart -k system/org.nixos.nix-daemon'
      : 'sudo systemctl start nix-daemon.socket',
    'restart',
  );
  return {
    culprit: `${path} (nix-daemon is not used)`,
    facts: { path },
    message: `Nix opens ${path} itself, and that belongs to root: it does not go through nix-daemon, which does not run, or is not used by this shell (right after the installation: one that was open before).`,
    fixes: [
      start,
      managed,
      advice(
        'After a new installation: log in again, so that the profile script of Nix is read. If only root shall use this store, run the command as root.',
      ),
    ],
    verify: ['nix store ping'],
  };
}

const target =
  /--target-host[ =]["']?(?<host>[\w.@-]{1,120})|copying \d+ paths? to ['"`]ssh(?:-ng)?:\/\/(?<to>[\w.@-]{1,120})/;

/** The machine that a deployment goes to, where one is named. */
function remoteTarget(evidence: Evidence): string | undefined {
  const groups = (target.exec(evidence.line.text) ?? evidence.before(target, 40))?.groups;
  return groups?.['host'] ?? groups?.['to'];
}

/** A daemon that closes the connection at once does not let this user in. */
function refusedByTarget(host: string): Diagnosis {
  const user = /^(?<user>[\w.-]{1,64})@/.exec(host)?.groups?.['user'];
  const allowed = nixFix(
    `On ${host}: let the user that logs in use the daemon, and trust it (it copies paths that are not signed).`,
    `nix.settings.allowed-users = [ ${nixString(user ?? 'YOUR_USER')} ];\nnix.settings.trusted-users = [ ${nixString(user ?? 'YOUR_USER')} ];`,
    {
      risk: 'security',
      ...(user === undefined ? { fill: { YOUR_USER: 'the user that logs in there' } } : {}),
    },
  );
  return {
    culprit: `nix-daemon of ${host} (allowed-users)`,
    facts: { host, user },
    message: `The daemon of ${host} closes the connection at once: the user that logs in is not in its allowed-users, or it does not run there.`,
    fixes: [
      allowed,
      shellFix(
        'See what the daemon there says.',
        `ssh ${host} 'systemctl status nix-daemon.socket nix-daemon; nix config show allowed-users trusted-users'`,
      ),
    ],
    verify: [`nix store ping --store ssh-ng://${host}`],
  };
}
