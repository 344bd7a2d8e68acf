import type { DiagnosisRule } from '@nixai/api';
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
    const second = evidence.get('b') || below.find((one) => one['name'] !== first)?.['name'] || '';
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
          nixFix(
            'Leave the package out, or let the environment link only what it needs.',
            'pathsToLink = [ "/bin" "/share" ];   # of buildEnv; environment.pathsToLink for the system',
          ),
        ],
        verify: buildAgain(evidence.block.derivation),
      };
    const short = (name: string): string => name.replace(/-\d[\w.+-]{0,60}$/, '');
    const userProfile = [first, second].some((name) => /home-manager-path/.test(name));
    return {
      culprit: `${first} vs ${second}: ${file}`,
      facts: { first, second, file },
      message: `${first} and ${second} both install ${file}, and neither has the higher priority.${userProfile ? ' One of them is already in the user profile, put there with nix-env or nix profile.' : ''}`,
      fixes: [
        ...(userProfile
          ? [
              shellFix(
                'Remove the one that was installed by hand.',
                `nix-env --uninstall ${short([first, second].find((name) => !/home-manager-path/.test(name)) ?? second)}   # or: nix profile remove`,
              ),
            ]
          : []),
        nixFix(
          'Say which one wins: hiPrio (or lowPrio for the other).',
          `environment.systemPackages = [ (lib.hiPrio pkgs.${short(first)}) pkgs.${short(second)} ];   # or lib.lowPrio, lib.setPrio 10`,
        ),
        advice(`Or remove one of the two: ${short(first)} or ${short(second)}.`),
        ...(userProfile
          ? []
          : [
              shellFix(
                'In a profile of nix-env or nix profile: set the priority there.',
                `nix-env --set-flag priority 10 ${short(second)}   # or: nix profile install --priority 10`,
              ),
            ]),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
};
