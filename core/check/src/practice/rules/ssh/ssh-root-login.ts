import type { CheckConfiguration, CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { settings } from './shared.js';

/** Whatever says something of passwords turns them off, be it behind the `mkIf` that turns SSH on. */
function takesNoPassword(configuration: CheckConfiguration): boolean {
  const said = configuration.definitions(`${settings}.PasswordAuthentication`);
  return said.length > 0 && said.every(is(false));
}

export const sshRootLogin: CheckRule = {
  id: 'ssh-root-login',
  severity: 'warning',
  set: 'nixos',
  options: [`${settings}.PermitRootLogin`, 'services.openssh.permitRootLogin'],
  // Without passwords it lets in whom "prohibit-password" lets in.
  applies: (definition, configuration) => is('yes')(definition) && !takesNoPassword(configuration),
  message: 'root may log in over SSH, with a password too',
  why: 'root is the one name that every attacker knows.',
  fix: 'Set it to "no", or to "prohibit-password" for keys only.',
  docs: optionPage(`${settings}.PermitRootLogin`),
  samples: {
    fires: [{ [`${settings}.PermitRootLogin`]: 'yes' }],
    quiet: [
      { [`${settings}.PermitRootLogin`]: 'prohibit-password' },
      {
        [`${settings}.PermitRootLogin`]: 'yes',
        [`${settings}.PasswordAuthentication`]: false,
      },
    ],
  },
};
