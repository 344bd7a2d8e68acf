import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

export const remoteBuilder: DiagnosisRule = {
  id: 'build/remote-builder',
  class: 'remote-builder-ssh',
  phase: 'build',
  title: 'Remote machine is not reached over SSH',
  components: ['build', 'networking', 'ssh'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Host key verification failed', 'REMOTE HOST IDENTIFICATION HAS CHANGED'],
      line: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    },
    {
      anchors: [
        'cannot build on',
        'failed to start SSH',
        'unable to open SSH',
        'failed to find a machine',
        'Failed to find a machine',
      ],
      line: /cannot build on ['"`](?<store>ssh[^'"`]{3,200})['"`]: (?<why>.{1,300})|failed to start SSH (?:connection|master connection) to ['"`](?<host>[^'"`]{1,200})|unable to open SSH connection to ['"`](?<refused>[^'"`]{1,200})['"`]: (?!cannot connect)|[Ff]ailed to find a machine for remote build/,
    },
    {
      anchors: ['Permission denied (publickey', 'Too many authentication failures'],
      line: /(?<host>[\w.@-]{1,120})?:? ?Permission denied \(publickey|Too many authentication failures/,
    },
    {
      anchors: ['cannot connect to '],
      line: /cannot connect to ['"`](?<host>[^'"`\s]{1,200})['"`](?:; trying other|: error)|cannot connect to ['"`](?<other>[\w.-]{1,60}@[\w.-]{1,120})['"`]/,
    },
    {
      anchors: [
        'ssh: connect to host',
        'error: executing ',
        'ssh: not found',
        'ssh: command not found',
      ],
      line: /ssh: connect to host (?<host>\S{1,200}) port \d{1,5}: .{1,80}|executing ['"]ssh['"]: No such file|ssh: (?:command )?not found/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: remote builds',
      url: 'https://nix.dev/manual/nix/latest/advanced-topics/distributed-builds',
    },
  ],
  explain(evidence) {
    const named =
      evidence.get('store') ||
      evidence.get('refused') ||
      evidence.get('host') ||
      evidence.get('other') ||
      evidence
        .all(
          /(?<host>ssh(?:-ng)?:\/\/[^\s'"`]{1,200})|['"`](?<user>[\w.-]{1,40}@[\w.-]{1,120})['"`]|connect to host (?<plain>\S{1,120})|known_hosts for (?<known>\S{1,120})|The \w{2,10} host key for (?<key>\S{1,120}) has changed/,
        )
        .flatMap(({ groups }) => Object.values(groups ?? {}).filter((one) => one !== undefined))[0];
    const context = evidence.all(
      /remote build|ssh(?:-ng)?:\/\/|cannot build on|nix copy|build-remote|machine for remote|nixos-rebuild|deploy|target-host|nix-store --serve|nix-daemon/,
    )[0];
    const program = /executing ['"]ssh|ssh: (?:command )?not found/.test(evidence.line.text);
    if (context === undefined && named === undefined && !program) return undefined;
    if (
      context === undefined &&
      !/cannot build on|failed to (?:start SSH|find a machine)|unable to open SSH/i.test(
        evidence.line.text,
      ) &&
      !program
    )
      return undefined;
    const host = (named ?? 'the builder')
      .replace(/^ssh(?:-ng)?:\/\//, '')
      .replace(/\?.{0,300}$/, '');
    const bare = host.replace(/^[\w.-]+@/, '').replace(/:\d+$/, '');
    const all = [
      evidence.line.text,
      ...evidence
        .all(/Host key|Permission denied|Connection (?:refused|timed out)|No route|host key/i)
        .map(([text]) => text),
    ].join(' ');
    const key = /host key|Host key|IDENTIFICATION/i.test(all);
    const denied = /Permission denied|authentication failures/.test(all);
    return {
      culprit: program
        ? 'ssh is not in PATH'
        : `${host} (root's ${key ? 'known_hosts' : denied ? 'key' : 'SSH connection'})`,
      facts: { host: named, reason: key ? 'host key' : denied ? 'authentication' : undefined },
      message: program
        ? 'Nix wants to connect over SSH, and there is no ssh in PATH of the process (an activation script or a service has a PATH of its own).'
        : key
          ? `The host key of ${bare} is not known (or has changed). For builds it is root (nix-daemon) who connects, so root must accept the key: that you can log in says nothing.`
          : denied
            ? `${bare} does not accept the key that is offered: builds connect as root (nix-daemon), with root's keys and root's ssh configuration.`
            : `${bare} cannot be reached over SSH as the daemon does it, or it has no nix-daemon/nix-store in PATH.`,
      fixes: program
        ? [
            nixFix(
              'Give it openssh.',
              'systemd.services.NAME.path = [ pkgs.openssh ];   # in an activation script: export PATH=${pkgs.openssh}/bin:$PATH',
            ),
          ]
        : [
            shellFix(
              'Try what the daemon does, as root; compare the fingerprint, and accept the host key (it goes to /root/.ssh/known_hosts).',
              `sudo ssh ${host} nix-store --version`,
              'security',
            ),
            nixFix(
              'Or declare the host key for everybody.',
              `programs.ssh.knownHosts."${bare}".publicKey = "ssh-ed25519 AAAA…";`,
              'security',
            ),
            nixFix(
              'Name user and key of the builder.',
              `nix.buildMachines = [ { hostName = "${bare}"; sshUser = "nix"; sshKey = "/root/.ssh/id_ed25519"; systems = [ "x86_64-linux" ]; } ];`,
            ),
            shellFix(
              'If the machine was reinstalled, forget its old key first.',
              `sudo ssh-keygen -R ${bare}`,
              'security',
            ),
          ],
      verify: program ? ['which ssh'] : [`sudo nix store ping --store ssh-ng://${host}`],
    };
  },
};
