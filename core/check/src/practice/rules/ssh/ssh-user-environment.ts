import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { settings } from './shared.js';

export const sshUserEnvironment: CheckRule = {
  id: 'ssh-user-environment',
  severity: 'warning',
  set: 'nixos',
  options: [`${settings}.PermitUserEnvironment`],
  applies: is(true, 'yes'),
  message: 'users may set any environment variable for their SSH sessions',
  why: 'LD_PRELOAD and its like get around a restricted shell or a forced command.',
  fix: 'Delete the line, or list the variables: "LANG,LC_*".',
  docs: 'https://man.openbsd.org/sshd_config#PermitUserEnvironment',
  samples: {
    fires: [{ [`${settings}.PermitUserEnvironment`]: true }],
    quiet: [{ [`${settings}.PermitUserEnvironment`]: 'LANG' }],
  },
};
