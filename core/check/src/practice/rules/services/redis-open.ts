import type { CheckRule } from '@nixai/api';
import { isNull, is, isGiven, beside } from '../conditions.js';
import { optionPage } from '../links.js';

export const redisOpen: CheckRule = {
  id: 'redis-open',
  severity: 'warning',
  set: 'nixos',
  options: ['services.redis.servers.*.bind'],
  applies: (definition, configuration) =>
    (isNull(definition) || is('0.0.0.0', '::', '*')(definition)) &&
    !isGiven(
      configuration,
      beside(definition, 'requirePassFile'),
      beside(definition, 'requirePass'),
    ),
  message: 'Redis listens on every network without a password',
  why: 'Whoever reaches it reads and writes everything, and often gets a shell.',
  fix: 'Delete the line, so that it listens on this machine only, or set requirePassFile.',
  docs: optionPage('services.redis.servers.<name>.requirePassFile'),
  samples: {
    fires: [
      { 'services.redis.servers.web.bind': null },
      { 'services.redis.servers.web.bind': '0.0.0.0' },
    ],
    quiet: [
      { 'services.redis.servers.web.bind': '127.0.0.1' },
      {
        'services.redis.servers.web.bind': null,
        'services.redis.servers.web.requirePassFile': '/run/redis',
      },
    ],
  },
};
