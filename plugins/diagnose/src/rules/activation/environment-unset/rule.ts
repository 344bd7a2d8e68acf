import { type Diagnosis, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

const commands: Readonly<Record<string, string>> = {
  USER: 'export USER="$(id -un)"',
  LOGNAME: 'export LOGNAME="$(id -un)"',
  HOME: 'export HOME="$(getent passwd "$(id -un)" | cut -d: -f6)"',
  XDG_RUNTIME_DIR: 'export XDG_RUNTIME_DIR="/run/user/$(id -u)"',
};

/** An activation script is run where no login has set what it reads: by cron, make, a container, a CI. */
export const environmentUnset: DiagnosisRule = {
  id: 'activation/environment-unset',
  class: 'environment-unset',
  phase: 'activation',
  title: 'Variable of the environment is not set',
  components: ['home-manager'],
  confidence: 0.92,
  patterns: [
    {
      anchors: [': unbound variable'],
      line: /\/(?:activate|switch-to-configuration|darwin-rebuild|home-manager): line \d{1,5}: (?<name>[A-Z_]{3,40}): unbound variable/,
    },
    {
      anchors: ['Please set '],
      line: /(?<name>USER|HOME|LOGNAME): Please set the \w+ environment variable|Please set the (?<other>USER|HOME|LOGNAME) environment variable/,
    },
    {
      anchors: ['via template '],
      line: /failed to create (?:directory|file) via template ['"`](?<folder>\/[^'"`]{1,200})\/[^'"`/]{1,100}['"`]: No such file or directory/,
    },
  ],
  docs: [{ title: 'Home Manager manual', url: 'https://nix-community.github.io/home-manager/' }],
  explain(evidence) {
    if (evidence.get('folder') !== '') return goneFolder(evidence.get('folder'));
    const name = evidence.get('name') || evidence.get('other');
    const command = commands[name];
    return {
      culprit: name,
      facts: { variable: name },
      message: `The activation script reads ${name}, and nothing has set it: it does not run in the shell of a login (make, cron, a container, a service, sudo).`,
      fixes: [
        command === undefined
          ? advice(`Set ${name} before the command, as a login of that user has it.`)
          : shellFix('Set it, and run the same command again.', command),
        advice(
          `In a unit, a container or a CI job: give it ${name} there (Environment=, ENV, env:), and run it as that user.`,
        ),
      ],
      verify: [`printenv ${name}`],
    };
  },
};

/** TMPDIR of a nix-shell that has ended, in a terminal or a tmux that was started in it. */
const goneFolder = (folder: string): Diagnosis => ({
  culprit: `TMPDIR (${folder})`,
  facts: { variable: 'TMPDIR', folder },
  message: `TMPDIR names ${folder}, and that folder is gone: it was made by a shell (nix-shell, nix develop) that has ended.`,
  fixes: [
    shellFix(
      'Take the variable away (or open a new terminal), and run the same command again.',
      'unset TMPDIR',
    ),
  ],
  verify: ['printenv TMPDIR'],
});
