import { nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import type { Diagnosis } from '@nixai/api';

const setting = (name: string, value: number, message: string): Diagnosis => ({
  culprit: name,
  facts: { setting: name },
  message,
  fixes: [
    nixFix('Allow more.', `boot.kernel.sysctl."${name}" = ${value};`, {
      holds: onNixos,
    }),
    shellFix(
      'On another Linux, until the next start (for good: a file in /etc/sysctl.d).',
      `sudo sysctl ${name}=${value}`,
      { holds: onOtherLinux },
    ),
  ],
  verify: [`sysctl ${name}`],
});

const watches: Saying = {
  anchors: ['inotify', 'number of file watchers'],
  line: /(?:inotify (?:watch limit reached|limit)|System limit for number of file watchers reached|inotify_add_watch.{0,80}No space left|[Ff]ailed to (?:add|create) (?:inotify )?watch.{0,80}No space left|OS file watch limit reached)/,
  explain: () =>
    setting(
      'fs.inotify.max_user_watches',
      524_288,
      'A program watches more files than one user may (editors and servers of web projects do); the disk is not full, though the error has its number (ENOSPC).',
    ),
};

const instances: Saying = {
  anchors: ['inotify', 'too many open files', 'Too many open files'],
  line: /(?:(?:inotify_init|[Ff]ailed to (?:create|initialize) inotify|fsnotify watcher|[Ff]ailed to allocate directory watch).{0,80}[Tt]oo many open files|EMFILE: too many open files, watch)/,
  explain: () =>
    setting(
      'fs.inotify.max_user_instances',
      1024,
      'Programs of this user have made as many watchers (inotify) as one user may.',
    ),
};

const maps: Saying = {
  anchors: ['vm.max_map_count'],
  line: /vm\.max_map_count \[?\d{1,9}\]? .{0,40}(?:too low|is lower|increase)|max virtual memory areas vm\.max_map_count/,
  explain: () =>
    setting(
      'vm.max_map_count',
      1_048_576,
      'The program (Elasticsearch, OpenSearch, some games) wants more areas of memory than one process may have.',
    ),
};

const ports: Saying = {
  anchors: ['ermission denied', 'EACCES'],
  line: /(?:bind(?:ing)?(?:\(\))? .{0,80}:(?<port>[1-9]\d{0,2}|10[01]\d|102[0-3])\b.{0,40}(?:[Pp]ermission denied|EACCES)|listen tcp\d? \S{0,40}:(?<listen>[1-9]\d{0,2}|10[01]\d|102[0-3]): bind: permission denied|EACCES: permission denied \S{0,40}:(?<node>[1-9]\d{0,2}|10[01]\d|102[0-3])\b)/,
  explain({ get }) {
    const port = get('port') || get('listen') || get('node');
    return {
      culprit: `port ${port}`,
      facts: { port },
      message: `Ports below 1024 are for root, and the program listens on ${port} as an ordinary user.`,
      fixes: [
        nixFix(
          'If a unit runs it: let the unit have low ports.',
          'systemd.services.YOUR_UNIT.serviceConfig.AmbientCapabilities = [ "CAP_NET_BIND_SERVICE" ];',
          { risk: 'restart', fill: { YOUR_UNIT: 'the name of the service' } },
        ),
        nixFix(
          'If you run it yourself, or a container without root does: let all users have ports from this one on (or choose a port above 1024).',
          `boot.kernel.sysctl."net.ipv4.ip_unprivileged_port_start" = ${port};`,
          { risk: 'security', holds: onNixos },
        ),
      ],
      verify: ['sysctl net.ipv4.ip_unprivileged_port_start'],
      confidence: 0.88,
    };
  },
};

/** Numbers of the kernel that a program comes up against. */
export const kernelLimits = ruleOfSayings(
  {
    id: 'runtime/kernel-limits',
    class: 'kernel-limits',
    phase: 'runtime',
    title: 'A limit of the kernel is reached',
    components: ['runtime'],
    // ENOSPC of a watch is no full disk.
    confidence: 0.96,
    docs: [
      {
        title: 'NixOS option: boot.kernel.sysctl',
        url: 'https://search.nixos.org/options?query=boot.kernel.sysctl',
      },
    ],
  },
  [watches, instances, maps, ports],
);
