import {
  placeName,
  shellWord,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A path in the configuration names no file of the machine. */
export const fileMissing: DiagnosisRule = {
  id: 'eval/file-missing',
  class: 'file-missing',
  phase: 'eval',
  title: 'File that is named does not exist',
  components: ['evaluation'],
  confidence: 0.88,
  yieldsTo: ['untracked-flake-file'],
  patterns: [
    {
      anchors: ['getting status of ', 'opening file ', ' does not exist', 'opening directory '],
      line: /error: (?:getting status of|opening file|opening directory|path|reading file) ['"`](?<file>\/(?!nix\/(?:store|var))[^'"`]{1,300})['"`](?:: No such file or directory| does not exist)/,
    },
    {
      anchors: ['must be set', 'no configuration'],
      line: /error: (?<file>\/(?:etc|mnt\/etc)\/nixos\/configuration\.nix) (?:does not exist|must be set)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: modularity',
      url: 'https://nixos.org/manual/nixos/stable/#sec-modularity',
    },
  ],
  explain(evidence) {
    const file = evidence.get('file');
    const at = evidence.frame();
    const own = at === undefined || at.library ? undefined : at;
    const folder = file.replace(/\/[^/]*$/, '') || '/';
    const configuration = /^\/etc\/nixos\/configuration\.nix$/.test(file);
    return {
      culprit: `${file}${own === undefined ? '' : ` (named at ${placeName(own)})`}`,
      at: own,
      facts: { file },
      message: `${file} does not exist${own === undefined ? '' : `, and ${placeName(own)} names it`}.`,
      fixes: [
        ...ofNh(file, evidence),
        ...updateInput(evidence, own),
        ...ofMachine(file),
        ...dataOfGit(file),
        ...namedAsFlake(file, evidence),
        configuration
          ? shellFix(
              'If the system is a flake, name it: without --flake the old place is looked at.',
              'sudo nixos-rebuild switch --flake /etc/nixos',
            )
          : advice(
              own === undefined
                ? `Correct the path where it is given (${onCommandLine(file, evidence) ? 'after --flake or -f, in NH_FLAKE, or the command is run as another user' : 'on the command line, in an input of flake.nix, or in a file, where it is relative to that file'}), or create ${file}.`
                : `Correct the path at ${placeName(own)} (it is relative to the file that it stands in), or create ${file}.`,
            ),
        shellFix('See what the folder has.', `ls -la ${shellWord(folder)}`),
      ],
      verify: checkEvaluation(own, evidence.context),
    };
  },
};

/** The command names it as the folder of a flake. */
const onCommandLine = (file: string, evidence: Evidence): boolean =>
  evidence
    .all(/(?:--flake[ =]|args=\[|NH_FLAKE).{0,300}/)
    .some(({ 0: text }) => text.includes(file));

/** nh looks where NH_FLAKE says, and says before that it finds no flake there. */
const ofNh = (file: string, evidence: Evidence): readonly DiagnosisFix[] =>
  evidence.all(/^\s*(?:src|crates)\/\S{1,60}\.rs:\d|Updating all flake inputs/)[0] !== undefined &&
  evidence
    .all(/^path '.{1,300}' does not contain a 'flake\.nix', searching up/)
    .some(({ 0: text }) => text.includes(`'${file}'`))
    ? [
        advice(
          `nh takes ${file} from its command line, or from NH_FLAKE (NH_OS_FLAKE, NH_HOME_FLAKE and NH_DARWIN_FLAKE stand before it, not for all that it does): set that to the folder that your flake is in (programs.nh.flake), and log in again.`,
        ),
      ]
    : [];

/** Paths that are no mistake of a folder: a home that is not written out, and files that a machine makes itself. */
function ofMachine(file: string): readonly DiagnosisFix[] {
  const tilde = /^(?<before>.*)\/~\/(?<rest>.+)$/.exec(file)?.groups;
  if (tilde !== undefined)
    return [
      advice(
        `Write the whole path (/home/NAME/${tilde['rest'] ?? ''}) where ~/${tilde['rest'] ?? ''} is set: only a shell knows ~, and here it is taken for a folder below ${tilde['before'] ?? ''}. A variable that an option sets (NH_FLAKE) changes with the next login.`,
      ),
    ];
  if (/\/ssh_host_\w{2,12}_key(?:\.pub)?$/.test(file))
    return [
      shellFix(
        'The machine has no host key of SSH yet: make what is missing (existing ones stay), and evaluate again.',
        'sudo ssh-keygen -A',
      ),
    ];
  return [];
}

/** A submodule or a worktree: its `.git` names a folder of Git's own data, which is no flake. */
function dataOfGit(file: string): readonly DiagnosisFix[] {
  if (!/\/\.git\/(?:modules|worktrees)\//.test(`${file}/`)) return [];
  return [
    shellFix(
      'The flake lies in a submodule or a worktree of Git, and what was called takes the folder of the data of Git for it: say yourself where the flake is.',
      'sudo nixos-rebuild switch --flake "path:$PWD"',
    ),
  ];
}

/** `--flake web1`: what shall be a configuration is taken for a folder. */
function namedAsFlake(file: string, evidence: Evidence): readonly DiagnosisFix[] {
  const called = evidence.before(
    /(?<command>(?:sudo )?(?:nixos-rebuild|darwin-rebuild|home-manager) \w[\w-]{2,20}(?: --?\S{1,40}){0,4}? --flake) (?<name>[\w@-]{1,64})(?=\s|$)/,
    12,
  )?.groups;
  const name = called?.['name'];
  if (name === undefined || !file.endsWith(`/${name}`)) return [];
  return [
    shellFix(
      `${name} is taken for the folder of a flake. If it is the name of a configuration, it stands behind #, and the folder before it.`,
      `${called?.['command'] ?? ''} ${shellWord(`.#${name}`)}`,
    ),
  ];
}
