import { shellWord, type Diagnosis, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';

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
      anchors: ['protocol mismatch, got '],
      line: /remote store ['"`](?<store>ssh[^'"`]{3,200})['"`]: protocol mismatch, got ['"`](?<noise>[^'"`]{0,120})/,
    },
    {
      anchors: [
        'ssh: connect to host',
        'error: executing ',
        'unable to execute ',
        'ssh: not found',
        'ssh: command not found',
      ],
      line: /ssh: connect to host (?<host>\S{1,200}) port \d{1,5}: .{1,80}|(?:executing|unable to execute) ['"]ssh['"]: No such file|ssh: (?:command )?not found/,
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
    const program =
      /(?:executing|unable to execute|cannot execute) ['"]ssh['"]?|ssh: (?:command )?not found/.test(
        evidence.line.text,
      );
    const refused = /Connection refused/.test(evidence.line.text);
    const noRoute =
      /timed out|No route to host|Network is unreachable|Could not resolve hostname/.test(
        evidence.line.text,
      );
    if (evidence.get('noise') !== '')
      return noiseOnConnection(evidence.get('store'), evidence.get('noise'));
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
    const copying = /nix copy|nix-copy-closure|--target-host|deploy|copying/.test(
      evidence.all(/nix copy|nix-copy-closure|--target-host|deploy-rs|copying \d+ paths/)[0]?.[0] ??
        '',
    );
    const unreachable = refused || noRoute;
    return {
      culprit: program
        ? 'ssh is not in PATH of Nix'
        : `${host}${unreachable ? ` (${refused ? 'connection refused' : 'not reached'})` : ` (${copying ? '' : "root's "}${key ? 'known_hosts' : denied ? 'key' : 'SSH connection'})`}`,
      facts: { host: named, reason: key ? 'host key' : denied ? 'authentication' : undefined },
      message: program
        ? 'Nix wants to connect over SSH, and there is no ssh in the PATH of the process that does it (the daemon, a service or a container has a PATH of its own).'
        : key
          ? `The host key of ${bare} is not known (or has changed)${copying ? '.' : '. For builds it is root (nix-daemon) who connects, so root must accept the key: that you can log in says nothing.'}`
          : denied
            ? `${bare} does not accept the key that is offered${copying ? ' for this user.' : ": builds connect as root (nix-daemon), with root's keys and root's ssh configuration."}`
            : unreachable
              ? `${bare} is not reached: ${refused ? 'nothing listens on its SSH port' : 'it is off, or the network or its name does not lead to it'}.`
              : `${bare} cannot be reached over SSH as the daemon does it, or it has no nix-daemon/nix-store in PATH.`,
      fixes: program
        ? giveSsh
        : fixesFor({
            host,
            bare,
            key,
            denied,
            unreachable,
            copying,
            changed: /CHANGED|has changed/.test(all),
            deploying:
              evidence.context.tool === 'deploy' ||
              evidence.before(/^Pushing paths to |^Copying (?:profile|closure|system)/, 12) !==
                undefined,
            told: /cannot build on|machine for remote|ssh-ng:/.test(evidence.line.text),
          }),
      verify: program
        ? ['which ssh']
        : [`${copying ? '' : 'sudo '}nix store ping --store ${shellWord(`ssh-ng://${host}`)}`],
    };
  },
};

const giveSsh: readonly DiagnosisFix[] = [
  shellFix(
    'Install openssh where Nix runs: for the user (and for root, whose daemon builds).',
    'nix profile install nixpkgs#openssh   # a container: add openssh to the image',
  ),
  nixFix(
    'If it is a service or a script of NixOS, give it openssh.',
    'systemd.services.YOUR_SERVICE.path = [ pkgs.openssh ];',
    {
      fill: { YOUR_SERVICE: 'the service that runs Nix' },
      holds: onNixos,
      risk: 'restart',
    },
  ),
];

function fixesFor(found: {
  readonly host: string;
  readonly bare: string;
  readonly key: boolean;
  readonly denied: boolean;
  readonly unreachable: boolean;
  readonly copying: boolean;
  readonly changed: boolean;
  /** A tool of deployments copies a system there. */
  readonly deploying: boolean;
  /** The log says that it builds there. */
  readonly told: boolean;
}): readonly DiagnosisFix[] {
  const { host, bare, key, denied, unreachable, copying, changed, deploying, told } = found;
  const known = /^[\w.@:[\]-]{1,200}$/.test(host) && host !== 'the builder';
  const target = known ? shellWord(host) : 'YOUR_BUILDER';
  const fill = known
    ? {}
    : {
        fill: { YOUR_BUILDER: 'user@host of the builder: nix.buildMachines, or /etc/nix/machines' },
      };
  const sudo = copying ? '' : 'sudo ';
  const forget = shellFix(
    'If the machine was reinstalled: forget its old key, and accept the new one after you compared the fingerprint.',
    `${sudo}ssh-keygen -R ${known ? shellWord(bare) : 'YOUR_BUILDER'}; ${sudo}ssh ${target} true`,
    { risk: 'security', ...fill },
  );
  const tryIt = shellFix(
    `Do what ${copying ? 'it' : 'the daemon'} does${copying ? '' : ', as root'}: compare the fingerprint, and accept the host key.`,
    `${sudo}ssh ${target} nix-store --version`,
    { risk: 'security', ...fill },
  );
  const declare = nixFix(
    'Or declare the host key for everybody.',
    `programs.ssh.knownHosts.${known ? nixString(bare) : 'YOUR_BUILDER'}.publicKey = "YOUR_KEY";`,
    {
      risk: 'security',
      fill: {
        YOUR_KEY: 'what ssh-keyscan prints of it, from ssh-ed25519 on',
        ...('fill' in fill ? fill.fill : {}),
      },
      holds: onNixos,
    },
  );
  const authorize = shellFix(
    `Let ${copying ? 'your' : "root's"} key in, and see that the right one is used (sshKey of nix.buildMachines, IdentityFile of ${copying ? '~' : '/root'}/.ssh/config).`,
    `${sudo}ssh-copy-id ${target}; ${sudo}ssh -v ${target} true`,
    { risk: 'security', ...fill },
  );
  const reach = shellFix(
    'See whether the machine is up and its SSH port answers; correct host name and port.',
    `ping -c1 ${known ? shellWord(bare) : 'YOUR_BUILDER'}; ${sudo}ssh -v ${target} true`,
    fill,
  );
  const without = shellFix('To go on without it: build here.', "nix build --builders ''", {
    holds: {
      tools: [
        'nix',
        'nixos-rebuild',
        'home-manager',
        'nix-shell',
        'nix-flake-check',
        'darwin-rebuild',
      ],
    },
  });
  if (changed) return [forget, declare];
  if (key) return [tryIt, declare, forget];
  if (denied) return [authorize, tryIt, without];
  if (unreachable) return [reach, without];
  if (deploying) return [...toTarget(host), authorize, without];
  return copying || told
    ? [tryIt, authorize, without]
    : [...eitherUse(host, tryIt), authorize, without];
}

/** A deployment copies as the person who runs it, with a connection of its own. */
function toTarget(host: string): readonly DiagnosisFix[] {
  return [
    shellFix(
      `If this fails as well: SSH itself does not get there; mend the name, the key or the host key that it speaks of.`,
      `ssh -o BatchMode=yes ${shellWord(host)} nix-store --version`,
    ),
    shellFix(
      'If it answers: the deployment logs in otherwise than you do. Give Nix your key and options, or put them into ~/.ssh/config for that host; the agent has to run in this shell.',
      'export NIX_SSHOPTS="-i ~/.ssh/YOUR_KEY"; ssh-add -l',
      { fill: { YOUR_KEY: 'the private key that you log in with' } },
    ),
  ];
}

/** An SSH store may be a builder, or a cache among the substituters, and the message is one. */
function eitherUse(host: string, builder: DiagnosisFix): readonly DiagnosisFix[] {
  return [
    shellFix(
      `If ${host} is among your substituters (a cache over SSH): go on without it, give your command this option, and take it out of nix.settings.substituters until it can be reached. One that fails stops everything.`,
      'nix build --option substituters https://cache.nixos.org',
    ),
    {
      ...builder,
      title: `If ${host} is a builder: ${builder.title.charAt(0).toLowerCase()}${builder.title.slice(1)}`,
      step: 'if',
    },
  ];
}

/** Nix speaks its own protocol over SSH: whatever else is printed there breaks it. */
function noiseOnConnection(store: string, noise: string): Diagnosis {
  const host = store.replace(/^ssh(?:-ng)?:\/\//, '').replace(/\?.*$/, '');
  return {
    culprit: `${store}: got '${noise}'`,
    facts: { store, noise },
    message: `SSH reaches ${host}, and something else than Nix answers first there ('${noise}'): a shell start file or banner that prints, a forced command, or a connection that is shared (ControlMaster).`,
    fixes: [
      shellFix(
        'See what is printed: this must show a version and nothing else. What prints more belongs into the part of the start file that only interactive shells read.',
        `ssh ${shellWord(host)} nix-store --version`,
      ),
      shellFix(
        'If that is clean: a shared connection is at fault. Try without (and take ControlMaster out of the SSH settings for that host).',
        `NIX_SSHOPTS="-o ControlMaster=no -o ControlPath=none" nix store info --store ${shellWord(store)}`,
      ),
      advice(
        'Else Nix is not in the PATH of that user there, or its version is too old: remote-program in the address names nix-daemon or nix-store in full.',
      ),
    ],
    verify: [`nix store info --store ${shellWord(store)}`],
  };
}
