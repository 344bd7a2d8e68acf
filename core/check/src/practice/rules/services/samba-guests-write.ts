import type { CheckRule } from '@nixai/api';
import { is, beside } from '../conditions.js';

export const sambaGuestsWrite: CheckRule = {
  id: 'samba-guests-write',
  severity: 'warning',
  set: 'nixos',
  options: ['services.samba.settings.*.guest ok'],
  applies: (definition, configuration) =>
    is('yes', true)(definition) &&
    // `if share.guestOk then "yes" else "no"`, for shares that are given elsewhere.
    !definition.conditional &&
    ['no', false].some((value) =>
      configuration.definitions(beside(definition, 'read only')).some(is(value)),
    ),
  message: 'anybody in the network may write to a Samba share',
  why: 'A guest needs no password: files can be planted, changed and deleted.',
  fix: 'Set "guest ok" = "no"; or "read only" = "yes";',
  docs: 'https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html',
  samples: {
    fires: [
      {
        'services.samba.settings.share.guest ok': 'yes',
        'services.samba.settings.share.read only': 'no',
      },
    ],
    quiet: [
      {
        'services.samba.settings.share.guest ok': 'yes',
        'services.samba.settings.share.read only': 'yes',
      },
    ],
  },
};
