import type { HealthChecks } from '@nixai/api';
import { count } from './boot/count.js';
import { current } from './boot/current.js';
import { entries } from './boot/entries.js';
import { reboot } from './boot/reboot.js';
import { rollback } from './boot/rollback.js';
import { bootSpace } from './boot/space.js';
import { evaluation } from './configuration/evaluation.js';
import { options } from './configuration/options.js';
import { parse } from './configuration/parse.js';
import { uncommitted } from './configuration/uncommitted.js';
import { features } from './development/features.js';
import { graphics } from './desktop/graphics.js';
import { session } from './desktop/session.js';
import { inodes } from './disk/inodes.js';
import { pools } from './disk/pools.js';
import { smart } from './disk/smart.js';
import { space } from './disk/space.js';
import { battery } from './hardware/battery.js';
import { temperature } from './hardware/temperature.js';
import { caches } from './network/caches.js';
import { clock } from './network/clock.js';
import { names } from './network/names.js';
import { load } from './resources/load.js';
import { memory, swap } from './resources/memory.js';
import { pressure } from './resources/pressure.js';
import { certificates } from './security/certificates.js';
import { exposure } from './security/exposure.js';
import { firewall } from './security/firewall.js';
import { listeners } from './security/listeners.js';
import { ssh } from './security/ssh.js';
import { vulnerabilities } from './security/vulnerabilities.js';
import { failed } from './services/failed.js';
import { flapping } from './services/flapping.js';
import { killed } from './services/killed.js';
import { unitMemory } from './services/memory.js';
import { state } from './services/state.js';
import { timers } from './services/timers.js';
import { collect } from './store/collect.js';
import { config } from './store/config.js';
import { content } from './store/content.js';
import { daemon } from './store/daemon.js';
import { database } from './store/database.js';
import { dead } from './store/dead.js';
import { optimise } from './store/optimise.js';
import { roots } from './store/roots.js';
import { version } from './store/version.js';
import { age } from './updates/age.js';
import { release } from './updates/release.js';

/** In the order they are shown in their groups. */
export const checks: HealthChecks = [
  ...[parse, options, uncommitted, evaluation, features],
  ...[state, failed, session, flapping, unitMemory, timers, killed],
  ...[memory, swap, load, pressure],
  ...[space, inodes, smart, pools],
  ...[names, caches, clock],
  ...[current, reboot, entries, bootSpace, count, rollback],
  ...[daemon, version, dead, database, content, collect, optimise, roots],
  ...[release, age],
  ...[firewall, ssh, config, certificates, listeners, exposure, vulnerabilities],
  ...[temperature, battery, graphics],
];
