import type { CheckRule } from '@nixai/api';
import { is, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const mongodbOpen: CheckRule = {
  id: 'mongodb-open',
  severity: 'error',
  set: 'nixos',
  options: ['services.mongodb.bind_ip'],
  applies: (definition, configuration) =>
    is('0.0.0.0')(definition) && !isGiven(configuration, 'services.mongodb.enableAuth'),
  message: 'MongoDB listens on every network without a login',
  why: 'Open databases are found within hours, emptied, and held for ransom.',
  fix: 'Delete the line, or set services.mongodb.enableAuth = true;',
  docs: optionPage('services.mongodb.enableAuth'),
  samples: {
    fires: [{ 'services.mongodb.bind_ip': '0.0.0.0' }],
    quiet: [
      { 'services.mongodb.bind_ip': '127.0.0.1' },
      { 'services.mongodb.bind_ip': '0.0.0.0', 'services.mongodb.enableAuth': true },
    ],
  },
};
