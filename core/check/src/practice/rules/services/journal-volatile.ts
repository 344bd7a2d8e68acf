import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';

export const journalVolatile: CheckRule = {
  id: 'journal-volatile',
  severity: 'note',
  set: 'nixos',
  options: ['services.journald.storage'],
  applies: is('volatile', 'none'),
  message: 'logs are gone after a reboot',
  why: 'What led to a crash cannot be read any more.',
  fix: 'Use "persistent", with a limit on its size.',
  docs: optionPage('services.journald.storage'),
  samples: {
    fires: [{ 'services.journald.storage': 'volatile' }],
    quiet: [{ 'services.journald.storage': 'persistent' }],
  },
};
