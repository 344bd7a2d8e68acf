import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

const storeFile = (group: string): string =>
  String.raw`['"\`]?\/nix\/store\/[0-9a-z]{32}-(?<${group}>[^\/'"\`\s]{1,200})(?<${group}Path>\/[^'"\`\s]{1,300}?)?['"\`]?`;

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
      anchors: ['An existing package already provides'],
      line: /An existing package already provides the following file/,
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
    const storePath =
      /\/nix\/store\/[0-9a-z]{32}-(?<name>[^/'"`\s]{1,200})(?<path>\/[^'"`\s]{1,300})?/;
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
        : same
          ? sameTwice(short(first), home)
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

function sameTwice(name: string, home: boolean): readonly DiagnosisFix[] {
  const list = home ? 'home.packages' : 'environment.systemPackages';
  return [
    advice(
      `Take pkgs.${name} out of ${list}: programs.${name}.enable installs it already, with its settings. If no such option is on, two of your packages bring it: keep one.`,
    ),
  ];
}

function preferOne(first: string, second: string, home: boolean): readonly DiagnosisFix[] {
  const [a, b] = [packageName(first), packageName(second)];
  const list = home ? 'home.packages' : 'environment.systemPackages';
  const remove = advice(`Or take one of the two out: ${first} or ${second}.`);
  return [
    ...(a === undefined || b === undefined
      ? [
          advice(
            `Put lib.hiPrio before the one of ${first} and ${second} that shall win, in ${list}.`,
          ),
        ]
      : [
          nixFix(
            `Say which one wins, where ${list} lists it: (lib.hiPrio …) before that one; lib.lowPrio for the other does the same.`,
            `${list} = [ (lib.hiPrio pkgs.${a}) ];`,
          ),
        ]),
    remove,
    shellFix(
      'In a profile of nix profile or nix-env: install it with a priority.',
      `nix profile install --priority 4 ${shellWord(`nixpkgs#${second}`)}`,
      { holds: { tools: ['nix-env', 'nix'] } },
    ),
  ];
}
