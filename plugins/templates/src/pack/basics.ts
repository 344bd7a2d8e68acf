import type { TemplatePack } from '@nixai/api';
import { homes } from './homes.js';
import { machines } from './machines.js';
import { services } from './services.js';

/** Templates that most people meet; each is checked against the real option sets by the tests. */
export const basics: TemplatePack = {
  name: 'basics',
  summary: 'Desktops, servers, a home and a flake to begin with',
  templates: [...machines, ...services, ...homes],
};
