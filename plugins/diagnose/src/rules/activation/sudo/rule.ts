import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** sudo cannot make anybody root: nobody can type a password, or it is not the wrapper of NixOS. */
export const sudoRefused: DiagnosisRule = {
  id: 'activation/sudo',
  class: 'sudo-refused',
  phase: 'activation',
  title: 'sudo does not work there',
  components: ['security'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['a terminal is required to read the password', 'no tty present and no askpass'],
      line: /sudo: (?<terminal>a terminal is required to (?:read the password|authenticate)|no tty present and no askpass program specified)/,
    },
    {
      anchors: ['and have the setuid bit set', 'effective uid is not 0'],
      line: /sudo: (?<program>\/\S{1,200}) (?<setuid>must be owned by uid 0 and have the setuid bit set)|(?<uid>sudo: effective uid is not 0)/,
    },
    {
      anchors: [
        'is not in the sudoers file',
        'is not allowed to execute',
        'is not allowed to run sudo',
      ],
      line: /(?<user>[\w.-]{1,64}) (?<sudoers>is not (?:in the sudoers file|allowed to (?:execute|run sudo)))/,
    },
    {
      anchors: ['no new privileges'],
      line: /sudo: (?<privileges>The "no new privileges" flag is set)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: users and sudo',
      url: 'https://nixos.org/manual/nixos/stable/options#opt-security.sudo.enable',
    },
  ],
  explain(evidence) {
    if (evidence.get('setuid') !== '' || evidence.get('uid') !== '') return notTheWrapper(evidence);
    if (evidence.get('sudoers') !== '') return notAllowed(evidence.get('user'));
    if (evidence.get('privileges') !== '')
      return {
        culprit: 'sudo (no new privileges)',
        message:
          'What runs here may not gain rights: it is a service, a container, or a sandboxed terminal (NoNewPrivileges), where no setuid program works.',
        fixes: [
          advice(
            'Run it from a terminal outside of that service or container; for a unit: NoNewPrivileges = false, or let it run as root and call no sudo.',
            'security',
          ),
        ],
        verify: ['grep NoNewPrivs /proc/self/status'],
      };
    return {
      culprit: 'sudo (nobody can type its password)',
      facts: { tool: evidence.context.tool },
      message:
        'sudo wants a password, and there is no terminal to ask for it: it is called over SSH by the deployment, or by a script or an editor.',
      fixes: deploymentFixes(evidence),
      verify: ['sudo -n true'],
    };
  },
};

function deploymentFixes(evidence: Evidence): readonly DiagnosisFix[] {
  const remote =
    evidence.all(/--(?:target|build)-host|--use-remote-sudo|ssh|@[\w.-]+|--sudo\b/)[0] !==
      undefined ||
    evidence.context.tool === 'deploy' ||
    evidence.context.tool === 'nixos-rebuild';
  const ask = shellFix(
    'Have the password asked for beforehand, and given to sudo there (nixos-rebuild of 25.11 and newer; your own options beside these; before that NIX_SSHOPTS=-t).',
    'nixos-rebuild switch --flake .#YOUR_HOST --target-host YOUR_USER@YOUR_HOST --sudo --ask-sudo-password',
    { fill: { YOUR_HOST: 'the machine', YOUR_USER: 'the user that you log in as' } },
  );
  const wheel = nixFix(
    'On the machine that sudo runs on: let the group wheel use sudo without a password.',
    'security.sudo.wheelNeedsPassword = false;',
    'security',
  );
  const root = advice(
    'Or log in there as root, with a key: then no sudo is needed (root@HOST, users.users.root.openssh.authorizedKeys.keys).',
    'security',
  );
  return remote
    ? [ask, wheel, root]
    : [shellFix('Run it in a terminal, where sudo can ask.', 'sudo -v'), wheel];
}

function notTheWrapper(evidence: Evidence) {
  const program = evidence.get('program') || 'sudo';
  return {
    culprit: program,
    facts: { program },
    message: `${program} has no setuid bit: nothing in the Nix store can have one. On NixOS the sudo that works is the wrapper /run/wrappers/bin/sudo, which has to stand before it in PATH.`,
    fixes: [
      shellFix(
        'Call the wrapper, or put its folder first in PATH (the shell, or the SSH command, sets PATH without it).',
        'export PATH="/run/wrappers/bin:$PATH"',
      ),
      advice(
        'Take pkgs.sudo out of systemPackages, home.packages and shells: it hides the wrapper. (security.sudo.enable makes that.)',
      ),
    ],
    verify: ['command -v sudo; ls -l /run/wrappers/bin/sudo'],
  };
}

function notAllowed(user: string) {
  const name = /^[a-z_][\w-]{0,31}$/.test(user) ? user : 'YOUR_USER';
  return {
    culprit: `${user} (not in the group wheel)`,
    facts: { user },
    message: `${user} may not use sudo: on NixOS that is for the group wheel.`,
    fixes: [
      nixFix(
        'Put the user into the group wheel (as root, or from an older generation), switch, and log in again.',
        `users.users.${name}.extraGroups = [ ${nixString('wheel')} ];`,
        {
          risk: 'security' as const,
          ...(name === 'YOUR_USER' ? { fill: { YOUR_USER: 'the user' } } : {}),
        },
      ),
    ],
    verify: ['id'],
  };
}
