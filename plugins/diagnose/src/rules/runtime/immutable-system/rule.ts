import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { oldServices } from './oldServices.js';
import type { DiagnosisFix } from '@nixai/api';
import { optionFor, units } from '../../shared/services.js';

const rebuild = ['nixos-rebuild dry-build'];

/** Files of /etc that people edit by hand elsewhere, and the option that has their text. */
const files: readonly (readonly [RegExp, DiagnosisFix])[] = [
  [
    /^\/etc\/hosts/,
    nixFix('Say it in the configuration.', 'networking.hosts."YOUR_ADDRESS" = [ "YOUR_NAME" ];', {
      holds: onNixos,
      fill: { YOUR_ADDRESS: 'the address', YOUR_NAME: 'the name it shall have' },
    }),
  ],
  [
    /^\/etc\/resolv/,
    nixFix('Say it in the configuration.', 'networking.nameservers = [ "YOUR_ADDRESS" ];', {
      holds: onNixos,
      fill: { YOUR_ADDRESS: 'the address of the server' },
    }),
  ],
  [
    /^\/etc\/nix\/nix\.conf/,
    nixFix('Say it in the configuration.', 'nix.settings.YOUR_SETTING = YOUR_VALUE;', {
      holds: onNixos,
      fill: { YOUR_SETTING: 'the setting', YOUR_VALUE: 'its value' },
    }),
  ],
  [
    /^\/etc\/systemd/,
    nixFix(
      'Declare the unit (or what is changed of it).',
      'systemd.services.YOUR_UNIT = {\n  wantedBy = [ "multi-user.target" ];\n  serviceConfig.ExecStart = "YOUR_COMMAND";\n};',
      {
        holds: onNixos,
        fill: {
          YOUR_UNIT: 'its name',
          YOUR_COMMAND: 'the whole path of the program, as ${pkgs.hello}/bin/hello',
        },
      },
    ),
  ],
  [
    /^\/etc\/udev/,
    nixFix('Say it in the configuration.', "services.udev.extraRules = ''\n  YOUR_RULE\n'';", {
      holds: onNixos,
      fill: { YOUR_RULE: 'the rule' },
    }),
  ],
  [
    /^\/etc\/(?:profile|bashrc|zshrc|environment)/,
    nixFix(
      'Say it in the configuration (programs.bash, programs.zsh and programs.fish have options of their own).',
      'environment.variables.YOUR_NAME = "YOUR_VALUE";',
      {
        holds: onNixos,
        fill: { YOUR_NAME: 'the variable', YOUR_VALUE: 'its value' },
      },
    ),
  ],
];

const etc: Saying = {
  anchors: ['Read-only file system'],
  line: /(?<file>\/etc\/[\w./@+-]{2,160}?)['"`]?:? .{0,60}Read-only file system/,
  explain({ get, block }) {
    const file = get('file');
    if (block.derivation !== undefined) return undefined;
    const answer = files.find(([path]) => path.test(file))?.[1];
    return {
      culprit: file,
      facts: { file },
      message: `${file} is made by the configuration of the system, and lies in the Nix store, where nothing is written: on NixOS files of /etc are changed by the option that writes them.`,
      fixes: [
        answer ??
          nixFix(
            'If an option of the program writes it: set that (search.nixos.org/options). Any other file:',
            `environment.etc."${file.replace(/^\/etc\//, '')}".text = "YOUR_TEXT";`,
            { holds: onNixos, fill: { YOUR_TEXT: 'what the file shall hold' } },
          ),
        shellFix('See what writes it now.', `readlink -f ${file}`),
      ],
      verify: rebuild,
    };
  },
};

const enable: Saying = {
  anchors: [
    'Failed to enable unit',
    'Failed to disable unit',
    'Failed to mask unit',
    'Failed to add dependency on unit',
  ],
  line: /Failed to (?<what>enable|disable|mask) unit(?: file)?:? (?<why>.{0,200}(?:Read-only file system|Access denied|Permission denied).{0,60})/,
  explain({ get, before }) {
    const unit = before(
      /systemctl (?:--now )?(?:enable|disable|mask) (?:--now )?(?<is>[\w@.-]{2,80})/,
      6,
    )?.groups?.['is'];
    const name = unit?.replace(/\.service$/, '');
    const plain = name !== undefined && /^[a-z][\w-]*$/.test(name) ? name : undefined;
    const option = name === undefined ? undefined : optionFor(`${name}.service`, units);
    return {
      culprit: `systemctl ${get('what')}${unit === undefined ? '' : ` ${unit}`}`,
      facts: { unit, error: get('why') },
      message:
        'On NixOS the configuration says which units start, and their links lie in the Nix store: systemctl cannot change them.',
      fixes: [
        get('what') === 'enable'
          ? nixFix(
              'Enable the service by its option (search.nixos.org/options); a unit of your own by wantedBy.',
              `${option ?? `services.${plain ?? 'YOUR_SERVICE'}.enable`} = true;`,
              option !== undefined || plain !== undefined
                ? { holds: onNixos }
                : { holds: onNixos, fill: { YOUR_SERVICE: 'the service' } },
            )
          : nixFix(
              'Switch it off in the configuration.',
              `systemd.services.${plain ?? 'YOUR_UNIT'}.enable = false;`,
              plain === undefined
                ? { holds: onNixos, fill: { YOUR_UNIT: 'the name of the unit' } }
                : { holds: onNixos },
            ),
      ],
      verify: rebuild,
    };
  },
};

const loginShell: Saying = {
  anchors: ['is not listed in /etc/shells', 'is an invalid shell'],
  line: /(?:chsh: )?.{0,20}?(?<shell>\/[\w./+-]{4,160}) is (?:not listed in \/etc\/shells|an invalid shell)/,
  explain({ get }) {
    const shell = get('shell').split('/').at(-1) ?? 'zsh';
    const known = /^(?:zsh|fish|bash|xonsh)$/.test(shell);
    return {
      culprit: `${shell} (/etc/shells)`,
      facts: { shell: get('shell') },
      message: `${get('shell')} is none of the shells that the system lists, so it is not taken for a login; on NixOS the configuration says which shell a user has.`,
      fixes: [
        nixFix(
          'Say it in the configuration.',
          `programs.${known ? shell : 'zsh'}.enable = true;\nusers.users.YOUR_USER.shell = pkgs.${known ? shell : 'zsh'};`,
          { holds: onNixos, fill: { YOUR_USER: 'your user name' } },
        ),
        shellFix(
          'On another Linux: list it there, then chsh takes it (a link that updates do not move, as of the profile).',
          'echo "$HOME/.nix-profile/bin/zsh" | sudo tee -a /etc/shells && chsh -s "$HOME/.nix-profile/bin/zsh"',
          { risk: 'security', holds: { platforms: ['linux', 'darwin', 'unknown'] } },
        ),
      ],
      verify: ['getent passwd "$(id -un)"'],
    };
  },
};

const manager: Saying = {
  anchors: ['command not found', 'not found'],
  line: /(?:^|[\s:])(?:sudo: )?(?<tool>apt|apt-get|dnf|yum|pacman|zypper|apk|snap|update-initramfs|update-grub|dpkg|rpm)['"`]?: (?:command )?not found/,
  explain({ get, context, block }) {
    if (block.derivation !== undefined || context.ci || context.platform === 'darwin')
      return undefined;
    return {
      culprit: get('tool'),
      facts: { tool: get('tool') },
      message: `${get('tool')} is of another distribution: NixOS has no such manager. What is to be there is said in the configuration, or for one shell.`,
      fixes: [
        shellFix(
          'For one shell (the name of the package may be another: nixai search pkg).',
          'nix shell nixpkgs#YOUR_PACKAGE   # before flakes: nix-shell -p YOUR_PACKAGE',
          {
            fill: { YOUR_PACKAGE: 'what you would install' },
          },
        ),
        nixFix('For good.', 'environment.systemPackages = [ pkgs.YOUR_PACKAGE ];', {
          holds: onNixos,
          fill: { YOUR_PACKAGE: 'what you would install' },
        }),
      ],
      verify: ['nixos-version'],
      confidence: 0.88,
    };
  },
};

const account: Saying = {
  anchors: ['Authentication token manipulation error', 'cannot lock /etc/'],
  line: /(?:passwd: Authentication token manipulation error|(?<tool>user(?:add|mod|del)|groupadd): cannot lock (?<file>\/etc\/\w{4,10}))/,
  explain: ({ get }) => ({
    culprit: get('tool') || 'passwd',
    message:
      'Users of this system are those of its configuration (users.mutableUsers = false), or the file is held by another program: they are not changed by hand.',
    fixes: [
      nixFix(
        'If users are declared alone: give the password as a hash there (mkpasswd makes it).',
        'users.users.YOUR_USER.hashedPassword = "YOUR_HASH";',
        {
          holds: onNixos,
          risk: 'security',
          fill: { YOUR_USER: 'the user', YOUR_HASH: 'what mkpasswd prints' },
        },
      ),
      advice(
        'If they are not: run it as root, and not while a switch is running; a file that is left over (/etc/.pwd.lock, /etc/passwd.lock) may be deleted then.',
      ),
    ],
    verify: ['grep -rn mutableUsers /etc/nixos'],
    confidence: 0.8,
  }),
};

/** What is changed by hand elsewhere, and on NixOS by the configuration. */
export const immutableSystem = ruleOfSayings(
  {
    id: 'runtime/immutable-system',
    class: 'immutable-system',
    phase: 'runtime',
    title: 'The configuration says that, not a command',
    components: ['systemd', 'runtime'],
    confidence: 0.9,
    docs: [
      {
        title: 'NixOS manual: changing the configuration',
        url: 'https://nixos.org/manual/nixos/stable/#sec-changing-config',
      },
    ],
  },
  [enable, etc, loginShell, manager, account, oldServices],
);
