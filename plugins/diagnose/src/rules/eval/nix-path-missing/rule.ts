import {
  placeName,
  shellWord,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { inputName, nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { moduleCalled } from '../../shared/thirdPartyModules.js';

/** `<nixpkgs>` is on no search path: no channel, or an environment that was not set up. */
export const nixPathMissing: DiagnosisRule = {
  id: 'eval/nix-path-missing',
  class: 'nix-path-missing',
  phase: 'eval',
  title: 'Not on the Nix search path',
  components: ['evaluation', 'channels'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['was not found in the Nix search path', 'in the Nix search path'],
      line: /file ['"`](?<name>[^'"`\s]{1,200})['"`] was not found in the Nix search path/,
    },
    {
      anchors: ['in selection path'],
      line: /attribute ['"`](?<name>nixpkgs|nixos|unstable)['"`] in selection path ['"`][^'`\s]{1,300}['"`] not found/,
    },
    {
      anchors: ['cannot look up'],
      line: /cannot look up ['"`]<(?<name>[^>\s]{1,100})>['"`] in pure evaluation mode/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: NIX_PATH',
      url: 'https://nix.dev/manual/nix/latest/command-ref/env-common#env-NIX_PATH',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const at = evidence.frame();
    const pure = evidence.line.text.includes('pure evaluation');
    return {
      culprit: `<${name}>${at === undefined ? '' : ` at ${placeName(at)}`} (NIX_PATH)`,
      at,
      facts: { name },
      message: pure
        ? `Flakes evaluate purely, so <${name}> is not looked up: the file wants a channel.`
        : `<${name}> is asked for, and NIX_PATH has no ${name}: there is no channel for this user (or root), or the shell was started without Nix' environment.`,
      fixes: fixesFor(name, pure, evidence),
      verify: [
        pure ? 'nix flake check --no-build' : `nix-instantiate --find-file ${shellWord(name)}`,
      ],
    };
  },
};

const impure = shellFix(
  'Or evaluate impurely.',
  'nix build --impure   # nixos-rebuild switch --impure',
);

function fixesFor(name: string, pure: boolean, evidence: Evidence): readonly DiagnosisFix[] {
  const { tool, ci, platform, user } = evidence.context;
  const channel0 = name.split('/')[0] ?? name;
  const foreign = pure ? ofModules(evidence) : [];
  if (foreign.length > 0) return foreign;
  const module = pure ? moduleCalled(channel0) : undefined;
  if (module !== undefined)
    return [
      nixFix(
        `Make ${module.name} an input of the flake, give the inputs to the modules (specialArgs = { inherit inputs; };), and write inputs.${module.name}.${module.output} in imports instead of <${name}>.`,
        `inputs.${module.name}.url = ${nixString(module.url)};`,
      ),
      impure,
    ];
  if (pure && !/^nixpkgs/.test(channel0) && channel0 !== 'nixos' && channel0 !== 'nix')
    return [
      nixFix(
        `Make ${channel0} an input of the flake, and import its module from there (inputs.${channel0}.nixosModules.NAME, or homeModules) instead of <${name}>.`,
        `inputs.${inputName(channel0) ?? 'YOUR_NAME'}.url = "YOUR_URL";`,
        {
          fill: {
            YOUR_URL: 'its address: github:OWNER/REPOSITORY',
            ...(inputName(channel0) === undefined ? { YOUR_NAME: 'a name for it' } : {}),
          },
        },
      ),
      impure,
    ];
  if (pure)
    return [
      nixFix(
        "Take nixpkgs from the flake's inputs: pass it (or pkgs) to the file as an argument, instead of <nixpkgs>.",
        `import nixpkgs { system = "${evidence.origin.system ?? 'x86_64-linux'}"; }`,
      ),
      impure,
    ];
  const root = name.split('/')[0] ?? name;
  if (root === 'nixos-config')
    return [
      ...(evidence.all(/\/nix\/store\/[0-9a-z]{32}-source\/lib\//)[0] === undefined
        ? []
        : [
            shellFix(
              'nixpkgs comes from a flake here, so the system mostly is one as well: name it.',
              'sudo nixos-rebuild switch --flake /etc/nixos',
            ),
          ]),
      shellFix(
        'Say where the configuration is (a flake is named with --flake instead).',
        'sudo nixos-rebuild switch -I nixos-config=/etc/nixos/configuration.nix',
      ),
    ];
  const ofFlake =
    evidence.context.flake === true ||
    evidence.before(/\bnix (?:--?\S{1,60} (?:'[^']{1,60}' )?){0,4}run\b/, 30) !== undefined;
  if (/^darwin(?:-config)?$/.test(root) && ofFlake)
    return [
      shellFix(
        'Without --flake a channel is looked for: name the folder of your flake (and its host behind #, where the name differs).',
        'sudo nix run nix-darwin/master#darwin-rebuild -- switch --flake YOUR_FOLDER',
        { fill: { YOUR_FOLDER: 'the folder that has your flake.nix, as ~/.config/nix-darwin' } },
      ),
    ];
  if (root === 'home-manager')
    return [
      ...(name.startsWith('home-manager/home-manager/')
        ? [
            shellFix(
              'If your Home Manager is a flake: this command is one for channels. Run that of the flake.',
              'nix run home-manager/master -- switch --flake .',
            ),
          ]
        : []),
      shellFix(
        name.startsWith('home-manager/home-manager/')
          ? 'If it is of channels: add the channel of Home Manager (in the branch of your release), for the user that builds.'
          : 'Add the channel of Home Manager (in the branch of your release), for the user that builds.',
        `${tool === 'nixos-rebuild' ? 'sudo ' : ''}nix-channel --add https://github.com/nix-community/home-manager/archive/YOUR_BRANCH.tar.gz home-manager && ${tool === 'nixos-rebuild' ? 'sudo ' : ''}nix-channel --update`,
        {
          fill: { YOUR_BRANCH: 'master for unstable, release-25.05 for NixOS 25.05 and so on' },
        },
      ),
    ];
  const known = ['nixpkgs', 'nixos', 'unstable', 'nixos-unstable', 'nixpkgs-unstable'].includes(
    root,
  );
  const ofSystem = /^nixpkgs\/nixos\b|^nixos\b/.test(name) || tool === 'nixos-rebuild';
  if (known && ofSystem && !ci && platform !== 'droid' && platform !== 'darwin')
    return [
      shellFix(
        'Give root, who builds the system, the channel of your release again, under the name nixos. (A system that is a flake needs none: nixos-rebuild switch --flake /etc/nixos.)',
        'sudo nix-channel --add https://channels.nixos.org/nixos-YOUR_RELEASE nixos && sudo nix-channel --update',
        { fill: { YOUR_RELEASE: 'your release, as nixos-version says it: 25.11 (or unstable)' } },
      ),
      advice(
        'If the channel is there (sudo nix-channel --list) it was only never fetched: sudo nix-channel --update.',
      ),
    ];
  const sudo = tool === 'nixos-rebuild' || user === 'root' ? 'sudo ' : '';
  const channel = known
    ? shellFix(
        sudo === ''
          ? 'Add a channel for this user.'
          : 'Add a channel for root, who builds the system.',
        `${sudo}nix-channel --add https://channels.nixos.org/${root === 'nixos' ? 'nixos-unstable' : 'nixpkgs-unstable'} ${root} && ${sudo}nix-channel --update`,
      )
    : shellFix(
        `Say where ${root} is: as a channel of that name.`,
        `${sudo}nix-channel --add YOUR_URL ${shellWord(root)} && ${sudo}nix-channel --update`,
        { fill: { YOUR_URL: `the address of ${root}, a tarball` } },
      );
  const run = shellFix(
    'Or name it for this run, or for the shell.',
    `export NIX_PATH=${known ? `${root}=channel:nixpkgs-unstable` : `nixpkgs=channel:nixpkgs-unstable`}`,
  );
  const profile = advice(
    "Where it worked before: the shell does not source Nix' profile any more (after a macOS update /etc/zshrc or /etc/bashrc lost its lines): source /nix/var/nix/profiles/default/etc/profile.d/nix-daemon.sh there.",
  );
  if (ci) return [run, channel];
  return platform === 'darwin' ? [channel, profile, run] : [channel, run, profile];
}

/** Home Manager looks nixpkgs up by itself where nobody gives it its packages. */
function ofModules(evidence: Evidence): readonly DiagnosisFix[] {
  const file = evidence.frame()?.file ?? '';
  if (!/(?:^|\/)modules\/(?:modules|misc\/nixpkgs|default)\.nix$/.test(file)) return [];
  if (evidence.context.tool === 'home-manager')
    return [
      nixFix(
        'That is a file of Home Manager, and it was given no packages: give them in flake.nix.',
        `home-manager.lib.homeManagerConfiguration {\n  pkgs = nixpkgs.legacyPackages.${evidence.origin.system ?? 'x86_64-linux'};\n  modules = [ ./home.nix ];\n}`,
      ),
    ];
  return [
    nixFix(
      "That is a file of Home Manager, and it was given no packages: let it use the system's.",
      'home-manager.useGlobalPkgs = true;',
    ),
    shellFix(
      'Or evaluate impurely.',
      'sudo nixos-rebuild switch --impure   # with your own --flake',
    ),
  ];
}
