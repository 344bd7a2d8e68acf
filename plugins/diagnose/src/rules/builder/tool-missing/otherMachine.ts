import type { Diagnosis, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A copy to another machine: what is called there, or on the way to it, is not found. */
export function onOtherMachine(tool: string, evidence: Evidence): Diagnosis | undefined {
  const near = (pattern: RegExp): boolean =>
    (evidence.before(pattern, 6) ?? evidence.after(pattern, 6)) !== undefined;
  if (/^nix-(?:store|daemon)$/.test(tool) && near(copies)) return noNixThere(tool);
  return tool === 'bash' && near(/cannot connect to ['"]/) ? noShellForSsh : undefined;
}

const copies =
  /nix-copy-closure|nix copy\b|unable to connect to ['"]|cannot connect to ['"]|ssh(?:-ng)?:\/\/|--(?:target|build)-host/;

/** A command by SSH is run by a shell that reads other files than one that a person logs in to. */
const noNixThere = (tool: string): Diagnosis => ({
  culprit: `${tool} on the other machine`,
  facts: { program: tool },
  message: `${tool} is called on the other machine, by SSH, and is not in PATH there: a shell that runs one command does not read the files of a login, in which Nix' folder is added.`,
  fixes: [
    shellFix(
      'Say where it is (on NixOS: /run/current-system/sw/bin/nix-store).',
      `nix copy --to 'ssh://YOUR_HOST?remote-program=/nix/var/nix/profiles/default/bin/nix-store' YOUR_PATH`,
      {
        fill: {
          YOUR_HOST: 'the other machine, as you reach it by SSH',
          YOUR_PATH: 'what is to be copied',
        },
      },
    ),
    advice(
      'For good, on the other machine: read /etc/profile.d/nix.sh (NixOS: /etc/set-environment) in the file that its shell reads for every command: ~/.zshenv of zsh, the top of ~/.bashrc of bash.',
    ),
  ],
  verify: [`ssh YOUR_HOST 'command -v ${tool}'`],
});

/** Nix runs ssh by way of bash, on this side. */
const noShellForSsh: Diagnosis = {
  culprit: 'bash (to start ssh)',
  facts: { program: 'bash' },
  message:
    'Nix starts ssh by way of bash, and the PATH of what called it has none: the tool or the unit that copies runs with a PATH of its own.',
  fixes: [
    nixFix(
      'If a unit runs it: give it both.',
      'systemd.services.YOUR_SERVICE.path = [ pkgs.bash pkgs.openssh ];',
      { risk: 'restart', fill: { YOUR_SERVICE: 'the unit that runs it, without .service' } },
    ),
    shellFix(
      'If a tool does (a script that deploys): start it with a PATH that has them; a newer version of the tool may bring its own.',
      'PATH="$PATH:/run/current-system/sw/bin" YOUR_COMMAND',
      { fill: { YOUR_COMMAND: 'the command that failed' } },
    ),
  ],
  verify: ['command -v bash ssh'],
};
