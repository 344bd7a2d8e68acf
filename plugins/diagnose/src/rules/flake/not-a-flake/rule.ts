import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The folder that was named, or that the command was called in, is not one of a flake. */
export const notAFlake: DiagnosisRule = {
  id: 'flake/not-a-flake',
  class: 'not-a-flake',
  phase: 'flake',
  title: 'There is no flake in that folder',
  components: ['flakes'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is not part of a flake'],
      line: /error: path ['"`](?<folder>[^'"`]{1,300})['"`] is not part of a flake/,
    },
    {
      anchors: ['is not a flake (because it'],
      line: /error: path ['"`](?<folder>[^'"`]{1,300})['"`] is not a flake \(because it does(?:n't| not) contain/,
    },
    {
      anchors: ['could not find a flake.nix file'],
      line: /error: (?:could not find|unable to find) a flake\.nix(?: file)?/,
    },
    {
      anchors: [' escapes from '],
      line: /['"`]flake\.nix['"`] file of flake ['"`](?<flake>[^'"`\s]{1,300})['"`] escapes from/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake references',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#path-like-syntax',
    },
  ],
  explain(evidence) {
    const link = evidence.get('flake').replace(/^path:|\?.*$/g, '');
    const folder =
      evidence.get('folder') ||
      evidence.before(/path ['"`](?<is>[^'"`]{1,300})['"`] does not contain a ['"`]flake\.nix/, 6)
        ?.groups?.['is'] ||
      '';
    return link !== ''
      ? {
          culprit: `${link}/flake.nix (a link)`,
          facts: { folder: link },
          message: `${link}/flake.nix is a symbolic link to a file outside of ${link}; a flake is copied without what lies outside.`,
          fixes: [
            shellFix(
              'Name the folder that the file really lies in.',
              `nixos-rebuild switch --flake "$(dirname "$(readlink -f ${shellWord(`${link}/flake.nix`)})")"`,
            ),
            advice('Or link the whole folder, not the file.'),
          ],
          verify: [`readlink -f ${shellWord(`${link}/flake.nix`)}`],
        }
      : {
          culprit: folder === '' ? 'the current folder' : folder,
          facts: { folder: folder || undefined },
          message: `Neither ${folder === '' ? 'the folder that the command was called in' : folder} nor a folder above it has a flake.nix.`,
          fixes: fixesFor(folder, evidence),
          verify: [`ls ${folder === '' ? '.' : shellWord(folder)}/flake.nix`],
        };
  },
};

function fixesFor(folder: string, evidence: Evidence): readonly DiagnosisFix[] {
  const { context } = evidence;
  if (evidence.before(/(?:^|[$❯#%>➜] )devenv \w/, 6) !== undefined) return ofDevenv;
  const named = evidence.before(/^(?:direnv: )?using flake (?<is>[/~][^\s#]{1,300})/, 6)?.groups?.[
    'is'
  ];
  if (named !== undefined && named !== folder)
    return [
      advice(
        `Take a newer nix-direnv: .envrc names ${named}, and this one looks in the folder that you are in (${folder === '' ? 'the current one' : folder}).`,
      ),
    ];
  const command =
    context.tool === 'home-manager'
      ? 'home-manager switch'
      : context.tool === 'darwin-rebuild'
        ? 'sudo darwin-rebuild switch'
        : context.tool === 'nixos-rebuild' || context.platform === 'nixos'
          ? 'sudo nixos-rebuild switch'
          : undefined;
  return [
    shellFix(
      'Name the folder that has flake.nix (or go there first).',
      command === undefined ? 'nix build YOUR_FOLDER' : `${command} --flake YOUR_FOLDER`,
      { fill: { YOUR_FOLDER: 'the folder of the flake, as ~/nixos or ./nix' } },
    ),
    advice(
      `If it shall become a flake: nix flake init${folder === '' ? '' : ` in ${folder}`}, and git add flake.nix.`,
    ),
  ];
}

/** devenv reads the files of the folder that it is called in, wherever its shell comes from. */
const ofDevenv: readonly DiagnosisFix[] = [
  advice(
    'If this folder gets its shell from the flake of another repository (use flake github:…): the command devenv does not work here, only where that flake lies; start what it starts by the programs of the shell.',
  ),
  shellFix('If it shall have an environment of its own: make one here.', 'devenv init'),
];
