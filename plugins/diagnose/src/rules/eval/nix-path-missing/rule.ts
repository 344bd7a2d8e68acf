import { placeName, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

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
      fixes: pure
        ? [
            nixFix("Take nixpkgs from the flake's inputs.", 'import nixpkgs { inherit system; }'),
            shellFix('Or evaluate impurely.', 'nix build --impure'),
          ]
        : name === 'nixos-config'
          ? [
              shellFix(
                'Say where the configuration is.',
                'export NIX_PATH=nixos-config=/etc/nixos/configuration.nix:nixpkgs=channel:nixos-unstable',
              ),
            ]
          : [
              shellFix(
                'Add a channel for this user (as root for the system).',
                `nix-channel --add https://channels.nixos.org/nixpkgs-unstable ${name.split('/')[0]} && nix-channel --update`,
              ),
              shellFix(
                'Or name it for this run, or for the shell.',
                `export NIX_PATH=${name.split('/')[0]}=channel:nixpkgs-unstable   # or: -I ${name.split('/')[0]}=…`,
              ),
              advice(
                "Where it worked before: the shell does not source Nix' profile any more (after a macOS update /etc/zshrc or /etc/bashrc lost its lines): source /nix/var/nix/profiles/default/etc/profile.d/nix-daemon.sh there.",
              ),
            ],
      verify: [`nix-instantiate --find-file ${name}`],
    };
  },
};
