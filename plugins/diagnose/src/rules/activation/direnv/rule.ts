import { shellWord, type Diagnosis, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

const allowAgain = ['direnv reload; direnv status'];

/** What direnv and nix-direnv say themselves; an error of Nix below them has a rule of its own. */
export const direnv: DiagnosisRule = {
  id: 'activation/direnv',
  class: 'direnv',
  phase: 'activation',
  title: 'direnv loads nothing',
  components: ['direnv', 'flakes'],
  confidence: 0.96,
  patterns: [
    {
      anchors: [' is blocked. Run '],
      line: /(?:direnv: )?error (?<blocked>\/\S{1,300}) is blocked\. Run/,
    },
    {
      anchors: ['opening directory '],
      line: /error: opening directory ['"`](?<folder>\/[^'"`]{1,300}\/\.direnv)['"`]: No such file or directory/,
    },
    {
      anchors: ['flake-profile', 'nix-profile'],
      line: /error: getting status of ['"`](?<folder>\/[^'"`]{1,300}\/\.direnv)\/(?<profile>(?:flake|nix)-profile[^'"`]{0,80})['"`]: No such file or directory/,
    },
    {
      anchors: [': command not found'],
      line: /(?:^|: )(?<helper>use_(?:flake|nix|devenv|guix)|nix_direnv_\w{1,40}): command not found/,
    },
    {
      anchors: ['the first argument must be a flake expression'],
      line: /nix-direnv: (?<order>the first argument must be a flake expression)/,
    },
    {
      anchors: ['minimum required '],
      line: /nix-direnv: ?minimum required (?<old>\w{2,12}) version is (?<least>[\d.]{1,12}) \(installed: (?<has>[\w.]{1,20})\)/,
    },
    {
      anchors: ['command not found: nix', 'Could not find Nix binary'],
      line: /nix-direnv: ?(?<noNix>command not found: nix\b|Could not find Nix binary)/,
    },
    {
      anchors: ['use_flake failed - Is your', 'use_nix failed - Is your', 'Evaluating current '],
      line: /nix-direnv: ?(?<shell>use_(?:flake|nix) failed|Evaluating current (?:devShell|nix shell) failed)/,
    },
  ],
  docs: [{ title: 'nix-direnv', url: 'https://github.com/nix-community/nix-direnv' }],
  explain(evidence) {
    if (evidence.get('blocked') !== '') return blocked(evidence.get('blocked'));
    if (evidence.get('helper') !== '') return unknownHelper(evidence.get('helper'));
    if (evidence.get('order') !== '') return wrongOrder();
    if (evidence.get('old') !== '')
      return tooOld(evidence.get('old'), evidence.get('least'), evidence.get('has'));
    if (evidence.get('noNix') !== '') return noNix();
    if (evidence.get('shell') !== '') return shellFails(evidence);
    return noFolder(evidence.get('folder'), evidence.get('profile'));
  },
};

const blocked = (file: string): Diagnosis => ({
  culprit: file,
  facts: { file },
  message: `direnv runs ${file} only after you have allowed it: it is new, or was changed since.`,
  fixes: [
    shellFix(
      'Read it, and allow it if it does what you want.',
      `direnv allow ${shellWord(file.replace(/\/\.envrc$/, ''))}`,
      'security',
    ),
  ],
  verify: ['direnv status'],
});

const unknownHelper = (helper: string): Diagnosis => ({
  culprit: `${helper} (.envrc)`,
  facts: { function: helper },
  message: `.envrc calls ${helper}, which is a function and no program: this direnv is too old to have it, or nix-direnv (or devenv) is not loaded into it.`,
  fixes: [
    helper === 'use_devenv'
      ? shellFix(
          'Let .envrc load what devenv has for direnv, before use devenv.',
          `sed -i '1i eval "$(devenv direnvrc)"' .envrc && direnv allow`,
        )
      : nixFix(
          'Have a newer direnv with nix-direnv (in Home Manager or NixOS), and open a new shell.',
          'programs.direnv = {\n  enable = true;\n  nix-direnv.enable = true;\n};',
        ),
  ],
  verify: allowAgain,
});

const wrongOrder = (): Diagnosis => ({
  culprit: 'use flake (.envrc)',
  message:
    'use flake takes the flake first and the options of Nix behind it, and .envrc has them the other way round.',
  fixes: [
    shellFix(
      'Write the flake first in .envrc (with your own in place of the dot), and allow it.',
      'use flake . --impure   # the line in .envrc; then: direnv allow',
    ),
  ],
  verify: allowAgain,
});

const noFolder = (folder: string, profile: string): Diagnosis => ({
  culprit: profile === '' ? folder : `${folder}/${profile}`,
  facts: { folder, profile: profile || undefined },
  message:
    profile === ''
      ? `${folder}, where direnv keeps the shell of this project, does not exist, and this direnv does not make it.`
      : `What direnv kept of the shell of this project is gone or half written: ${folder}/${profile}.`,
  fixes: [
    profile === ''
      ? shellFix(
          'Make the folder, and load again.',
          `mkdir -p ${shellWord(folder)} && direnv reload`,
        )
      : shellFix(
          'Remove what it kept (it is made again), and load again.',
          `rm -r ${shellWord(folder)} && direnv reload`,
        ),
    nixFix(
      'If it comes again: have a newer direnv with nix-direnv, which keeps it well.',
      'programs.direnv = {\n  enable = true;\n  nix-direnv.enable = true;\n};',
    ),
  ],
  verify: allowAgain,
});

const tooOld = (program: string, least: string, has: string): Diagnosis => ({
  culprit: `${program} ${has} (${least} is needed)`,
  facts: { program, installed: has, needed: least },
  message: `This nix-direnv needs ${program} ${least} or newer, and the one in PATH is ${has}.`,
  fixes: [
    nixFix(
      program === 'bash'
        ? 'Have direnv from Nix, which brings its own bash (the one of macOS is 3.2 for good), and open a new shell.'
        : 'Have direnv and nix-direnv from one nixpkgs, and open a new shell.',
      'programs.direnv = {\n  enable = true;\n  nix-direnv.enable = true;\n};',
    ),
  ],
  verify: allowAgain,
});

const noNix = (): Diagnosis => ({
  culprit: 'nix (PATH)',
  message:
    'nix-direnv finds no nix in the PATH of the shell or the editor that direnv runs in: the profile script of Nix was not loaded there.',
  fixes: [
    shellFix(
      'If it is in a terminal: load what puts Nix in PATH (and have the profile of your shell do so).',
      '. /nix/var/nix/profiles/default/etc/profile.d/nix-daemon.sh',
    ),
    advice('If it is in an editor: start it from a terminal that has nix.'),
  ],
  verify: ['command -v nix'],
});

/** It says no more than that the shell has failed; what Nix said of it has a rule of its own. */
function shellFails(evidence: Evidence): Diagnosis | undefined {
  if (evidence.before(/^\s*error: /, 60) !== undefined) return undefined;
  const flake = !/use_nix|nix shell/.test(evidence.get('shell'));
  return {
    culprit: flake ? 'the devShell of the flake' : 'shell.nix',
    message: `The shell that .envrc asks for could not be evaluated or built, and this log does not say why.`,
    fixes: [
      shellFix(
        'See what Nix says of it.',
        flake ? 'nix develop -L 2>&1 | nixai diagnose' : 'nix-shell 2>&1 | nixai diagnose',
      ),
    ],
    verify: allowAgain,
    confidence: 0.6,
  };
}
