import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** The kernel or the container does not let Nix make its sandbox, or there are no build users. */
export const sandboxUnavailable: DiagnosisRule = {
  id: 'store/sandbox-unavailable',
  class: 'sandbox-unavailable',
  phase: 'store',
  title: 'Nix cannot isolate builds here',
  components: ['build', 'nix', 'containers'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'kernel namespaces that are required',
        'private mount namespace',
        'namespaces that are required',
      ],
      line: /(?<why>this system does not support the kernel namespaces that are required for sandboxing|(?:cannot )?set(?:ting)? up a private mount namespace.{0,100}|cannot (?:set up|create) (?:a )?(?:user|mount|network) namespace.{0,80})/,
    },
    {
      anchors: ['cloning builder process'],
      line: /(?<why>cloning builder process: (?:No space left on device|Operation not permitted|Invalid argument))/,
    },
    {
      anchors: ['unsharing filesystem state'],
      line: /(?<why>unsharing filesystem state(?: in download thread)?: Operation not permitted)/,
    },
    {
      anchors: ['build users group'],
      line: /(?<why>(?:the )?build users group ['"`]?(?<group>[\w-]{1,60})['"`]? has no members)/,
    },
    {
      anchors: ['build-users-group'],
      line: /(?<why>the group ['"`](?<group>[\w-]{1,60})['"`] specified in ['"`]build-users-group['"`] does not exist)/,
    },
    {
      anchors: ['unable to load seccomp', 'seccomp BPF'],
      line: /(?<why>unable to load seccomp BPF program.{0,80})/,
    },
    {
      anchors: ['no build users are available', 'all build users are currently'],
      line: /(?<why>all build users are currently in use|no build users are available)/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: sandbox',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-sandbox',
    },
  ],
  explain(evidence) {
    if (evidence.get('why').endsWith('No space left on device')) return noMoreNamespaces;
    const group = evidence.get('group');
    const why = evidence.get('why').trim();
    const users = /build[- ]users/.test(why) && !/in use/.test(why);
    const seccomp = /seccomp/.test(why);
    return {
      culprit: users
        ? `group ${group === '' ? 'nixbld' : group}`
        : seccomp
          ? 'seccomp (filter-syscalls)'
          : 'sandbox',
      facts: { group: group || undefined, reason: why },
      message: users
        ? `Nix runs as root and wants to build as a user of the group ${group === '' ? 'nixbld' : group}, and there is none: the installation is not a multi-user one, or was cut off.`
        : `Nix cannot isolate builds on this machine (${why}): a container or an emulated CPU does not allow it, or the kernel has it switched off.`,
      fixes: [
        users
          ? shellFix(
              'Where everything runs as root anyway (a container): build as root, without such users.',
              'mkdir -p /etc/nix && echo "build-users-group =" >> /etc/nix/nix.conf',
              'security',
            )
          : seccomp
            ? shellFix(
                'Under emulation (qemu-user) system calls cannot be filtered: switch that off.',
                'mkdir -p /etc/nix && echo "filter-syscalls = false" >> /etc/nix/nix.conf',
                'security',
              )
            : shellFix(
                'Build without a sandbox, where there can be none (a container).',
                'mkdir -p /etc/nix && echo "sandbox = false" >> /etc/nix/nix.conf',
                'security',
              ),
        advice(
          users
            ? 'On a machine of several users: run the installer again (--daemon); it makes the group and its users.'
            : 'Or give the container the right to make namespaces (docker run --privileged, or user namespaces in the kernel: kernel.unprivileged_userns_clone).',
          'security',
        ),
      ],
      verify: ['nix config show | grep -E "sandbox|build-users-group|filter-syscalls"'],
    };
  },
};

/** The number of namespaces has a limit of its own, and the kernel says of it what it says of a disk. */
const noMoreNamespaces: Diagnosis = {
  culprit: 'user namespaces (user.max_user_namespaces)',
  facts: { reason: 'ENOSPC from clone' },
  message:
    'The kernel does not let Nix make another namespace for its sandbox: their number is limited (user.max_user_namespaces, often to 0 on a hardened system or in a container). It is not the disk that is full.',
  fixes: [
    shellFix(
      'Raise the limit (the first command shows it).',
      'sysctl user.max_user_namespaces user.max_mnt_namespaces; sudo sysctl -w user.max_user_namespaces=28633',
      'security',
    ),
    nixFix(
      'On NixOS, for good.',
      'boot.kernel.sysctl."user.max_user_namespaces" = 28633;',
      'security',
    ),
    shellFix(
      'In a container whose host cannot be changed: build without the sandbox.',
      'echo "sandbox = false" | sudo tee -a /etc/nix/nix.conf',
      'security',
    ),
  ],
  verify: ['sysctl user.max_user_namespaces'],
};
