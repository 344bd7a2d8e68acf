import type { CheckRules } from '@nixai/api';
import { twoDisplayManagers } from './two-display-managers.js';
import { twoPowerDaemons } from './two-power-daemons.js';
import { twoSoundServers } from './two-sound-servers.js';

/** Desktops and laptops. */
export const desktopRules: CheckRules = [twoDisplayManagers, twoSoundServers, twoPowerDaemons];
