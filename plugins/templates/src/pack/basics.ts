import type { TemplatePack } from '@nixai/api';
import { containers } from './containers.js';
import { databases } from './databases.js';
import { desktops } from './desktops.js';
import { flakes } from './flakes.js';
import { gaming } from './gaming.js';
import { homes } from './homes.js';
import { laptops } from './laptops.js';
import { machines } from './machines.js';
import { media } from './media.js';
import { monitoring } from './monitoring.js';
import { networks } from './networks.js';
import { servers } from './servers.js';
import { storage } from './storage.js';
import { workstations } from './workstations.js';

/** What people set up; each is checked against the real option sets by the tests. */
export const basics: TemplatePack = {
  name: 'basics',
  summary: 'Machines, desktops, services, homes and flakes to begin with',
  templates: [
    ...machines,
    ...desktops,
    ...gaming,
    ...laptops,
    ...workstations,
    ...servers,
    ...databases,
    ...monitoring,
    ...media,
    ...storage,
    ...networks,
    ...containers,
    ...homes,
    ...flakes,
  ],
};
