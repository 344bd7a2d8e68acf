import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { inStore } from '../links.js';

export const mountPasswordInStore: CheckRule = {
  id: 'mount-password-in-store',
  severity: 'error',
  set: 'nixos',
  options: ['fileSystems.*.options'],
  applies: hasText(/(?:^|,)pass(?:word)?=[^$,]/),
  message: 'the password of a network drive stands in the configuration',
  why: `${inStore} /etc/fstab shows it as well.`,
  fix: 'Write "credentials=/run/secrets/NAME".',
  docs: 'https://wiki.nixos.org/wiki/Samba',
  samples: {
    fires: [{ 'fileSystems.share.options': ['username=ada', 'password=hunter2'] }],
    quiet: [{ 'fileSystems.share.options': ['credentials=/run/secrets/smb'] }],
  },
};
