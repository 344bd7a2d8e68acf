import type { CheckDefinition, CheckRule } from '@nixai/api';
import { beside, isGiven } from '../conditions.js';
import { user } from './shared.js';

/** Shells of which NixOS asserts that their module is on (nixos/modules/config/users-groups.nix). */
const shells = ['fish', 'xonsh', 'zsh'];

const shellOf = ({ values }: CheckDefinition): string | undefined => {
  const [only, more] = values;
  const isOne = more === undefined && only?.type === 'package' && shells.includes(only.attribute);
  return isOne ? only.attribute : undefined;
};

export const loginShellNotEnabled: CheckRule = {
  id: 'login-shell-not-enabled',
  severity: 'error',
  set: 'nixos',
  options: [`${user}.shell`],
  applies: (definition, configuration) => {
    const shell = shellOf(definition);
    return (
      shell !== undefined &&
      !definition.conditional &&
      configuration.complete &&
      !isGiven(configuration, `programs.${shell}.enable`, `programs.${shell}`, 'programs') &&
      !isGiven(configuration, beside(definition, 'ignoreShellProgramCheck'))
    );
  },
  message: "a user's shell is not turned on for the system",
  why: 'NixOS refuses to build: without it the shell lacks the paths of the system. Home Manager cannot do it.',
  fix: 'Set programs.zsh.enable = true; (fish and xonsh alike) in the configuration of the system.',
  fixFor: (definition) =>
    `Set programs.${shellOf(definition) ?? 'zsh'}.enable = true; in the configuration of the system.`,
  docs: 'https://wiki.nixos.org/wiki/Command_Shell',
  samples: {
    fires: [
      { 'users.users.ada.shell': { package: 'zsh' } },
      { 'users.users.ada.shell': { package: 'fish' }, 'programs.zsh.enable': true },
    ],
    quiet: [
      { 'users.users.ada.shell': { package: 'zsh' }, 'programs.zsh.enable': true },
      { 'users.users.ada.shell': { package: 'bashInteractive' } },
      {
        'users.users.ada.shell': { package: 'zsh' },
        'users.users.ada.ignoreShellProgramCheck': true,
      },
    ],
  },
};
