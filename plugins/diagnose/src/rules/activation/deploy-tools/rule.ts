import { shellWord } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { kexecRefused } from './kexec.js';

const metadata = ['nix flake show'];

const unknownNode: Saying = {
  anchors: ['No node named ', 'No profile named '],
  line: /No (?<kind>node|profile) named [`'"](?<name>[^`'"]{1,120})[`'"] was found/,
  explain({ get }) {
    const isNode = get('kind') === 'node';
    return {
      culprit: `${get('name')} (deploy.nodes)`,
      facts: { [get('kind')]: get('name') },
      message: `deploy-rs finds no ${get('kind')} ${get('name')} in the flake's deploy.nodes: it is misspelled, not defined there, or the file is not yet known to Git.`,
      fixes: [
        shellFix(
          `See which there are, and name one of them (${isNode ? '.#NODE' : '.#NODE.PROFILE'}); one that is new has to be defined in deploy.nodes.`,
          "nix eval .#deploy.nodes --apply 'nodes: builtins.mapAttrs (_: node: builtins.attrNames node.profiles) nodes' --json",
        ),
      ],
      verify: metadata,
    };
  },
};

const rolledBack: Saying = {
  anchors: ['rolled back to previous generation', 'Timeout elapsed for confirmation'],
  line: /Deployment to node (?<node>[\w.-]{1,120}) failed, rolled back|(?<timeout>Timeout elapsed for confirmation)/,
  explain({ get }) {
    const node = get('node') || 'the node';
    return {
      culprit: node,
      facts: { node: get('node') || undefined },
      message: `deploy-rs activated the new generation on ${node}, could not reach it again in time to confirm that, and went back to the former one.`,
      fixes: [
        advice(
          'If the change touches the network, the firewall, SSH or the users: that is what cut it off. Mend it, or deploy it from the console.',
        ),
        shellFix(
          'If the activation only takes long (many services, a slow disk): give it more time.',
          'deploy --confirm-timeout 240 --activation-timeout 600 .',
        ),
      ],
      verify: ['ssh YOUR_NODE journalctl -b -n 100 --no-pager   # what the activation said there'],
      confidence: 0.8,
    };
  },
};

const noUser: Saying = {
  anchors: ['are set for profile '],
  line: /Neither `user` nor `sshUser` are set for profile (?<profile>[\w.-]{1,80}) of node (?<node>[\w.-]{1,120})/,
  explain({ get }) {
    return {
      culprit: `deploy.nodes.${get('node')}`,
      facts: { node: get('node'), profile: get('profile') },
      message: `deploy-rs is not told as whom it shall log in and activate on ${get('node')}.`,
      fixes: [
        nixFix(
          'Say both in deploy (for all nodes), or at the node.',
          'deploy.sshUser = "YOUR_USER";\ndeploy.user = "root";',
          {
            fill: {
              YOUR_USER: 'who logs in by SSH: root, or one who may use sudo without password',
            },
          },
        ),
      ],
      verify: metadata,
    };
  },
};

const colmenaTarget: Saying = {
  anchors: ['know how to connect to the node'],
  line: /Don't know how to connect to the node/,
  explain: () => ({
    culprit: 'deployment.targetHost',
    message:
      'Colmena has no address for this node: deployment.targetHost is null, which means that only apply-local deploys it.',
    fixes: [
      nixFix(
        'If it is another machine: say its address at the node.',
        'deployment.targetHost = "YOUR_HOST";',
        {
          fill: { YOUR_HOST: 'its name or address, as ssh takes it' },
        },
      ),
      shellFix(
        'If it is the machine that you are at: deploy it in place (its deployment.allowLocalDeployment has to be true).',
        'colmena apply-local --sudo',
      ),
    ],
    verify: ["colmena eval -E '{ nodes, ... }: builtins.attrNames nodes'"],
  }),
};

const colmenaNix: Saying = {
  anchors: ['Current Nix version does not support Flakes'],
  line: /Current Nix version does not support Flakes/,
  explain: () => ({
    culprit: 'experimental-features (nix.conf)',
    message:
      'Colmena found a flake.nix, and this Nix does not have flakes switched on (or is older than 2.4).',
    fixes: [
      nixFix(
        'Switch them on, on the machine that deploys.',
        'nix.settings.experimental-features = [ "nix-command" "flakes" ];',
      ),
      advice('If hive.nix is meant: name it, with -f hive.nix.'),
    ],
    verify: ['nix flake metadata'],
  }),
};

const remoteFacts: Saying = {
  anchors: ['Retrieving host facts via SSH failed'],
  line: /aborted: Retrieving host facts via SSH failed/,
  explain(evidence) {
    const denied = evidence.before(/Permission denied \((?<methods>[\w,-]{3,80})\)/, 40);
    return {
      culprit:
        denied === undefined ? 'the SSH connection to the target' : 'root on the target (SSH)',
      facts: { methods: denied?.groups?.['methods'] },
      message:
        denied === undefined
          ? 'nixos-anywhere could not run its first command on the target by SSH.'
          : 'nixos-anywhere was not let in by SSH on the target: it has none of the keys that are offered, or root may not log in there.',
      fixes: [
        shellFix(
          denied === undefined
            ? 'See what SSH itself says.'
            : 'Put your key on the target first (a user with sudo without password will do), and name the key with -i.',
          denied === undefined
            ? 'ssh -v root@YOUR_HOST true'
            : 'ssh-copy-id -i ~/.ssh/id_ed25519.pub root@YOUR_HOST',
          { fill: { YOUR_HOST: 'the address of the target' } },
        ),
      ],
      verify: ['ssh root@YOUR_HOST true'],
    };
  },
};

const anywhereAborted: Saying = {
  anchors: ['Failed to kexec into NixOS', 'command to use to escalate'],
  line: /aborted: (?<why>Failed to kexec into NixOS installer|Unable to find a command to use to escalate privileges)/,
  explain({ get }) {
    const kexec = get('why').startsWith('Failed');
    return {
      culprit: kexec ? 'kexec on the target' : 'sudo on the target',
      message: kexec
        ? 'The target did not start the installer out of its running system: kexec is not allowed there (containers, Secure Boot, kernel.kexec_load_disabled), or it has less than about 1 GB of memory.'
        : 'nixos-anywhere logs in as a user who is not root, and finds neither sudo nor doas on the target.',
      fixes: kexec
        ? [
            advice(
              'Start the target from the NixOS installer (ISO or netboot) and run nixos-anywhere again: it does without kexec there.',
            ),
          ]
        : [
            shellFix('Log in as root.', 'nixos-anywhere --flake .#YOUR_HOST root@YOUR_ADDRESS', {
              risk: 'data',
              fill: {
                YOUR_HOST: 'the configuration',
                YOUR_ADDRESS: 'of the target, whose disks are overwritten',
              },
            }),
          ],
      verify: kexec ? ['ssh root@YOUR_HOST free -m'] : ['ssh root@YOUR_HOST id'],
    };
  },
};

const closure: Saying = {
  anchors: ['Closure validation failed on remote host'],
  line: /Closure validation failed on remote host ['"`](?<host>[\w.@-]{1,120})['"`]/,
  explain: ({ get }) => ({
    culprit: `nh (--target-host ${get('host')})`,
    facts: { host: get('host') },
    message: `nh could not look at the new system on ${get('host')}, and takes all of it for missing: mostly the login shell of that user is not what its check is written for, or it may not read the store there.`,
    fixes: [
      shellFix(
        'Deploy it with the tool of NixOS, which does without that check, and says what is wrong.',
        `nixos-rebuild switch --flake .#YOUR_HOST --target-host ${shellWord(get('host'))} --sudo`,
        { risk: 'restart', fill: { YOUR_HOST: 'the configuration of that machine' } },
      ),
    ],
    verify: [`ssh ${shellWord(get('host'))} ls /nix/var/nix/profiles`],
    confidence: 0.8,
  }),
};

/** What deploy-rs, Colmena, nh and nixos-anywhere say themselves, before or after Nix has its turn. */
export const deployTools = ruleOfSayings(
  {
    id: 'activation/deploy-tools',
    class: 'deployment-refused',
    phase: 'activation',
    title: 'The deployment does not get through',
    components: ['deploy', 'networking'],
    confidence: 0.9,
    yieldsTo: ['unit-start-failure', 'activation-failed', 'missing-signature', 'ssh-host-key'],
    docs: [
      { title: 'deploy-rs', url: 'https://github.com/serokell/deploy-rs#readme' },
      { title: 'Colmena manual', url: 'https://colmena.cli.rs' },
      { title: 'nixos-anywhere', url: 'https://nix-community.github.io/nixos-anywhere/' },
    ],
  },
  [
    unknownNode,
    rolledBack,
    noUser,
    colmenaTarget,
    colmenaNix,
    remoteFacts,
    anywhereAborted,
    closure,
    kexecRefused,
  ],
);
