import type { CheckRules } from '@nixai/api';
import { hasText, is, isSecret } from './conditions.js';
import { homeOptionPage, inStore } from './links.js';

/** Homes. */
export const homeRules: CheckRules = [
  {
    id: 'home-ssh-forward-agent',
    severity: 'warning',
    set: 'home-manager',
    options: [
      'programs.ssh.settings.*.ForwardAgent',
      'programs.ssh.matchBlocks.*.forwardAgent',
      'programs.ssh.forwardAgent',
    ],
    applies: (definition) =>
      is(true)(definition) && (definition.path.length === 3 || definition.path[3] === '*'),
    message: 'your SSH agent is offered to every host',
    why: 'root on any of them can log in elsewhere as you.',
    fix: 'Allow it for single hosts in programs.ssh.settings, or use ProxyJump.',
    docs: homeOptionPage('programs.ssh.settings'),
    samples: {
      fires: [
        { 'programs.ssh.forwardAgent': true },
        { 'programs.ssh.settings.*.ForwardAgent': true },
        { 'programs.ssh.matchBlocks.*.forwardAgent': true },
      ],
      quiet: [
        { 'programs.ssh.forwardAgent': false },
        { 'programs.ssh.matchBlocks.box.forwardAgent': true },
        { 'programs.ssh.settings.box.ForwardAgent': true },
      ],
    },
  },
  {
    id: 'home-ssh-trusts-any-host',
    severity: 'warning',
    set: 'home-manager',
    options: ['programs.ssh.matchBlocks.*.extraOptions.StrictHostKeyChecking'],
    applies: (definition) => definition.path[3] === '*' && is('no', 'off')(definition),
    message: 'SSH connects to a host whose key has changed',
    why: 'Somebody on the way can pose as the host, and gets what you type.',
    fix: 'Write "accept-new".',
    docs: 'https://man.openbsd.org/ssh_config#StrictHostKeyChecking',
    samples: {
      fires: [{ 'programs.ssh.matchBlocks.*.extraOptions.StrictHostKeyChecking': 'no' }],
      quiet: [
        { 'programs.ssh.matchBlocks.*.extraOptions.StrictHostKeyChecking': 'accept-new' },
        { 'programs.ssh.matchBlocks.vm.extraOptions.StrictHostKeyChecking': 'no' },
      ],
    },
  },
  {
    id: 'home-git-password-file',
    severity: 'warning',
    set: 'home-manager',
    options: ['extraConfig', 'settings'].map((name) => `programs.git.${name}.credential.helper`),
    applies: hasText(/^store(?:\s|$)/),
    message: 'git keeps your passwords in a plain file',
    why: 'Every program that you run can read ~/.git-credentials.',
    fix: 'Use "libsecret" or "cache", or SSH keys.',
    docs: 'https://git-scm.com/docs/git-credential-store',
    samples: {
      fires: [{ 'programs.git.extraConfig.credential.helper': 'store' }],
      quiet: [{ 'programs.git.extraConfig.credential.helper': 'cache --timeout=3600' }],
    },
  },
  {
    id: 'home-secret-in-environment',
    severity: 'warning',
    set: 'home-manager',
    options: ['home.sessionVariables.*', 'systemd.user.sessionVariables.*'],
    applies: (definition) =>
      /(?:^|_)(?:PASSWORD|SECRET|TOKEN|API_?KEY|SECRET_KEY|ACCESS_KEY)$/.test(
        definition.path.at(-1) ?? '',
      ) && isSecret(definition),
    message: 'an environment variable with the name of a secret is set in the configuration',
    why: inStore,
    fix: 'Read it from a file when the shell starts, or use sops-nix or agenix.',
    docs: homeOptionPage('home.sessionVariables'),
    samples: {
      fires: [{ 'home.sessionVariables.GITHUB_TOKEN': 'ghp_abc' }],
      quiet: [
        { 'home.sessionVariables.GITHUB_TOKEN': '$(cat ~/.token)' },
        { 'home.sessionVariables.EDITOR': 'vim' },
      ],
    },
  },
  {
    id: 'home-private-key-in-store',
    severity: 'error',
    set: 'home-manager',
    options: ['home.file.*.text', 'xdg.configFile.*.text'],
    applies: hasText(/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/),
    message: 'a private key stands in the configuration',
    why: inStore,
    fix: 'Put it in the home as a secret, with sops-nix or agenix, and make a new key.',
    docs: 'https://wiki.nixos.org/wiki/Comparison_of_secret_managing_schemes',
    samples: {
      fires: [{ 'home.file.key.text': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3B' }],
      quiet: [{ 'home.file.key.text': 'ssh-ed25519 AAAA' }],
    },
  },
];
