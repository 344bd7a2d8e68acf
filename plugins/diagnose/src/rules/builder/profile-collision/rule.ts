import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { needless } from './needless.js';

/** A hash, or what people write in its place. */
const hash = String.raw`(?:[0-9a-z]{32}|\.{3}|…|<hash>)`;

const storeFile = (group: string): string =>
  String.raw`['"\`]?\/nix\/store\/${hash}-(?<${group}>[^\/'"\`\s]{1,200})(?<${group}Path>\/[^'"\`\s]{1,300}?)?['"\`]?`;

export const profileCollision: DiagnosisRule = {
  id: 'build/profile-collision',
  class: 'profile-collision',
  phase: 'build',
  title: 'Two packages provide the same file',
  components: ['build', 'packages', 'home-manager'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['collision between', 'conflicting subpath'],
      line: new RegExp(
        `(?:two given paths contain a conflicting subpath|collision between):? ${storeFile('a')} and ${storeFile('b')}`,
      ),
    },
    {
      anchors: ['two given paths contain a conflicting'],
      line: /two given paths contain a conflicting subpath:$/,
    },
    {
      anchors: ['not a directory: '],
      line: new RegExp(`error: not a directory: ${storeFile('a')}$`),
    },
    {
      anchors: ['An existing package already provides', 'conflict for the following files'],
      line: /An existing package already provides the following file|There is a conflict for the following files/,
    },
    {
      anchors: ['FileCollisionError'],
      line: /FileCollisionError: (?<venv>Two or more packages)/,
    },
    {
      anchors: ['packages have the same priority', 'have the same priority'],
      line: new RegExp(
        `(?:packages|paths)? ?${storeFile('a')} and ${storeFile('b')} have the same priority`,
      ),
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: meta.priority',
      url: 'https://nixos.org/manual/nixpkgs/stable/#var-meta-priority',
    },
  ],
  explain(evidence) {
    if (evidence.get('venv') !== '') return inVenv(evidence);
    const storePath = new RegExp(
      String.raw`\/nix\/store\/${hash}-(?<name>[^/'"\`\s]{1,200})(?<path>\/[^'"\`\s]{1,300})?`,
    );
    const below = evidence
      .below(14)
      .map((text) => storePath.exec(text)?.groups)
      .filter((groups) => groups !== undefined);
    const first = evidence.get('a') || below[0]?.['name'] || '';
    const second =
      evidence.get('b') ||
      (below.find((one) => one['name'] !== first) ?? below[evidence.get('a') === '' ? 1 : 0])?.[
        'name'
      ] ||
      '';
    const file = (evidence.get('aPath') || evidence.get('bPath') || below[0]?.['path'] || '')
      .replace(/^\//, '')
      .replace(/^\.([\w-]{1,80})-wrapped$/, '$1');
    if (first === '') return undefined;
    if (second === '')
      return {
        culprit: `${first}: ${file}`,
        facts: { first, file },
        message: `${first} has a file ${file} where other packages of the same environment have a folder.`,
        fixes: [
          advice(
            `Take ${first} out of the environment, or let the environment link only the folders that it needs (pathsToLink).`,
          ),
        ],
        verify: buildAgain(evidence.block.derivation),
      };
    const short = (name: string): string => name.replace(/-\d[\w.+-]{0,60}$/, '');
    const userProfile = [first, second].some((name) => /home-manager-path/.test(name));
    const same = short(first) === short(second);
    const home =
      evidence.context.tool === 'home-manager' ||
      /home-manager-path/.test(evidence.block.derivation ?? '');
    return {
      culprit: same ? `${first} (twice): ${file}` : `${first} vs ${second}: ${file}`,
      facts: { first, second, file },
      message: same
        ? `${short(first)} is installed twice (${first === second ? 'two builds of one version, as with and without its settings or plugins' : `${first} and ${second}`}), and both have ${file}.`
        : `${first} and ${second} both install ${file}, and neither has the higher priority.${userProfile ? ' One of them is already in the user profile, put there with nix-env or nix profile.' : ''}`,
      fixes: userProfile
        ? [
            removeByHand(
              short([first, second].find((name) => !/home-manager-path/.test(name)) ?? second),
            ),
          ]
        : [first, second].some((name) => name === 'nix-on-droid-path')
          ? [ofDroid]
          : byHand(evidence)
            ? inProfile(evidence, short(first), short(second))
            : /^initrd-|-unit-env$|^system-units|^user-units/.test(evidence.block.derivation ?? '')
              ? byModules(short(first), short(second), evidence)
              : /^(?:parser|queries\/)/.test(file) && /grammar|tree-sitter/.test(first)
                ? grammars
                : same
                  ? sameTwice(short(first), home)
                  : /\/site-packages\//.test(`/${file}`) ||
                      /^python-?3?[\w.-]*-env$/.test(evidence.block.derivation ?? '')
                    ? ignoreInPython(evidence.block.derivation)
                    : /\/ruby\/gems\//.test(`/${file}`) ||
                        /-gems$/.test(evidence.block.derivation ?? '')
                      ? [
                          nixFix(
                            'Let the environment of gems take the first of them: set it where bundlerEnv is called.',
                            'ignoreCollisions = true;',
                          ),
                        ]
                      : preferOne(short(first), short(second), home),
      verify: buildAgain(evidence.block.derivation),
    };
  },
};

function removeByHand(name: string): DiagnosisFix {
  return shellFix(
    'Remove the one that was installed by hand.',
    `nix profile remove ${shellWord(name)}   # installed with nix-env: nix-env --uninstall ${shellWord(name)}`,
  );
}

/** Whether it is a profile that packages are put into by a command, and no list of packages. */
const byHand = ({ line, block, context }: Evidence): boolean =>
  /have the same priority|An existing package already provides/.test(line.text) ||
  /^user-environment/.test(block.derivation ?? '') ||
  (context.tool === 'nix-env' && block.derivation === undefined);

/** What is installed by a command is also taken out by one. */
function inProfile(evidence: Evidence, first: string, second: string): readonly DiagnosisFix[] {
  const said = evidence.after(/nix profile remove (?<name>[\w.+@:/#-]{1,200})/, 14)?.groups?.[
    'name'
  ];
  const old =
    (evidence.context.tool === 'nix-env' &&
      evidence.all(/\bnix profile (?:install|add|upgrade)\b/)[0] === undefined) ||
    /^user-environment/.test(evidence.block.derivation ?? '');
  const installed = said ?? first;
  const other = first === second ? '' : `, or ${second}`;
  if (old)
    return [
      shellFix(
        `Take the one out that you do not want (${first}${other}), and install again.`,
        `nix-env --uninstall ${shellWord(first)}   # what is installed: nix-env --query`,
      ),
      ...(first === second
        ? []
        : [
            shellFix(
              'Or keep both: the one with the lower number wins.',
              `nix-env --set-flag priority 10 ${shellWord(first)}`,
            ),
          ]),
    ];
  return [
    shellFix(
      `Take the one out that is installed already (${first === second ? `to have the newer one: nix profile upgrade ${first}` : `${first}${other}`}), and install again.`,
      `nix profile remove ${shellWord(installed)}   # what is installed: nix profile list`,
    ),
    advice(
      'Or keep both: install the one that shall win with --priority 4, the other with --priority 6 (5 is what every package has).',
    ),
  ];
}

/** Programs that NixOS or Home Manager installs by an option of their name. */
const withModule =
  /^(?:alacritty|atuin|bash|bat|brave|btop|chromium|direnv|discord|emacs|eza|fd|firefox|fish|foot|fuzzel|fzf|ghostty|git|gh|helix|htop|hyprland|hyprlock|jq|kitty|lazygit|less|librewolf|mpv|nano|ncmpcpp|neomutt|neovim|nushell|nh|obs-studio|qutebrowser|ripgrep|rofi|starship|steam|sway|swaylock|thunderbird|tmux|vim|vscode|vscodium|waybar|wezterm|wireshark|wofi|yazi|zathura|zed-editor|zellij|zoxide|zsh)$/;

function sameTwice(name: string, home: boolean): readonly DiagnosisFix[] {
  const list = home ? 'home.packages' : 'environment.systemPackages';
  return [
    advice(
      withModule.test(name)
        ? `Take pkgs.${name} out of ${list}: programs.${name}.enable installs it already, with its settings. If no such option is on, two of your packages bring it: keep one.`
        : `Keep one of the two: take pkgs.${name} out of ${list} where an option or another of your packages brings it already (grep -rn ${name} in your configuration finds them).`,
    ),
  ];
}

/** What modules put together, and no list of the person's. */
function byModules(first: string, second: string, { context }: Evidence): readonly DiagnosisFix[] {
  return [
    shellFix(
      `Two modules bring ${first} and ${second}, of different builds: mostly an input (a kernel, a file system, a theme) beside nixpkgs. Update the inputs together; if it began with an update, go back to the lock file of before.`,
      context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
    ),
    advice(
      `If an option names the package of one of them (….package), let it name the one that the other module uses.`,
    ),
  ];
}

/** Each grammar is a folder with a file `parser`: they are made for an editor, not for a profile. */
const grammars: readonly DiagnosisFix[] = [
  nixFix(
    'Grammars of tree-sitter are not made to lie in one profile (each has a file parser): take them out of the list of packages, and give them to the editor. Emacs:',
    '(pkgs.emacs.pkgs.withPackages (e: [ (e.treesit-grammars.with-grammars (g: [ g.YOUR_GRAMMAR ])) ]))',
    { fill: { YOUR_GRAMMAR: 'the names from your list, as tree-sitter-nix' } },
  ),
  nixFix('Neovim:', 'pkgs.vimPlugins.nvim-treesitter.withPlugins (p: [ p.YOUR_GRAMMAR ])', {
    fill: { YOUR_GRAMMAR: 'the names from your list, as nix' },
  }),
];

function preferOne(first: string, second: string, home: boolean): readonly DiagnosisFix[] {
  const without = needless(first, second);
  if (without !== undefined) return [without];
  // The name of a derivation is its attribute only where it is one plain word.
  const plain = (name: string): string | undefined =>
    /^[a-z][a-z0-9]{1,40}$/.test(name) ? packageName(name) : undefined;
  const wins = plain(first) ?? plain(second);
  const list = home ? 'home.packages' : 'environment.systemPackages';
  const remove = advice(`Or take one of the two out: ${first} or ${second}.`);
  return [
    nixFix(
      `Say which one wins, where ${list} lists it: (lib.hiPrio …) before that one; lib.lowPrio for the other does the same.`,
      `${list} = [ (lib.hiPrio pkgs.${wins ?? 'YOUR_PACKAGE'}) ];`,
      wins === undefined
        ? { fill: { YOUR_PACKAGE: `${first} or ${second}, as your list names it` } }
        : {},
    ),
    remove,
    shellFix(
      'In a profile of nix profile or nix-env: install it with a priority.',
      `nix profile install --priority 4 ${shellWord(`nixpkgs#${second}`)}`,
      { holds: { tools: ['nix-env', 'nix'] } },
    ),
  ];
}

/** withPackages makes one folder of all: a priority is of no use, since both are wanted. */
function ignoreInPython(derivation: string | undefined): readonly DiagnosisFix[] {
  const python = /^(?<is>python3?\d*|python-?3?)-/.exec(derivation ?? '')?.groups?.['is'];
  return [
    nixFix(
      'Make the environment with the first one winning: what collides is mostly a file that nobody reads (README, tests, examples).',
      `(pkgs.${python === undefined || !/^python3\d*$/.test(python) ? 'python3' : python}.buildEnv.override {\n  extraLibs = with pkgs.python3Packages; [ YOUR_PACKAGES ];\n  ignoreCollisions = true;\n})`,
      { fill: { YOUR_PACKAGES: 'what stands in withPackages now' } },
    ),
    advice(
      'If both are the same package in two versions, one of them comes in by an overlay or another package set: take all from one.',
    ),
  ];
}

/** uv2nix and pyproject.nix make a virtual environment of all packages. */
function inVenv(evidence: Evidence): Diagnosis | undefined {
  const files = evidence
    .below(14)
    .flatMap((text) => [
      ...text.matchAll(
        /\/nix\/store\/[0-9a-z]{32}-(?<name>[^/,\s]{1,200})\/(?<file>[^,\s]{1,300})/g,
      ),
    ])
    .map(({ groups }) => ({ name: groups?.['name'] ?? '', file: groups?.['file'] ?? '' }));
  const [first] = files;
  if (first === undefined) return undefined;
  const names = [...new Set(files.map(({ name }) => name))].slice(0, 3).join(' and ');
  const inside = first.file
    .replace(/^lib\/python[\d.]+\/site-packages\//, '')
    .replace(/[^\w.*/-]/g, '');
  return {
    culprit: `${names}: ${first.file}`,
    facts: { first: first.name, file: first.file },
    message: `${names} both install ${first.file}, with another content, and the virtual environment can have one only.`,
    fixes: [
      nixFix(
        'Say that this file may be of any of them (a file that nobody reads), where the environment is made.',
        `(pythonSet.mkVirtualEnv "YOUR_ENV" workspace.deps.default).overrideAttrs (old: {\n  venvIgnoreCollisions = (old.venvIgnoreCollisions or [ ]) ++ [ "*${inside}" ];\n})`,
        { fill: { YOUR_ENV: 'the name that it has now' } },
      ),
    ],
    verify: buildAgain(evidence.block.derivation),
  };
}

/** nix-on-droid brings its programs in a profile that it writes by itself. */
const ofDroid: DiagnosisFix = nixFix(
  'nix-on-droid brings that program itself: do not install it beside it, but say in nix-on-droid.nix which one it shall be, and switch (nix-on-droid switch).',
  'nix.package = pkgs.nixVersions.latest;',
);
