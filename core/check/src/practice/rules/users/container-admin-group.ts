import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { user } from './shared.js';

export const containerAdminGroup: CheckRule = {
  id: 'container-admin-group',
  severity: 'note',
  set: 'nixos',
  options: [`${user}.extraGroups`],
  applies: hasText(/^(?:lxd|incus-admin)$/),
  message: 'members of this group are as powerful as root',
  why: 'They can start a privileged container that sees the whole disk.',
  fix: 'For Incus use the group incus, which is confined to a project of its own.',
  docs: 'https://linuxcontainers.org/incus/docs/main/explanation/security/',
  samples: {
    fires: [{ 'users.users.ada.extraGroups': ['incus-admin'] }],
    quiet: [{ 'users.users.ada.extraGroups': ['incus'] }],
  },
};
