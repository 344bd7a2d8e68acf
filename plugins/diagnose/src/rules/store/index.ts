import type { DiagnosisRules } from '@nixai/api';
import { storeDatabase, storePathCorrupt } from './corruption.js';
import { bootFull, buildDirFull, diskFull } from './space.js';
import { daemonUnreachable, missingSignature } from './trust.js';

/** What fails in the store: space, trust, the daemon, damage. */
export const storeRules: DiagnosisRules = [
  bootFull,
  buildDirFull,
  daemonUnreachable,
  diskFull,
  missingSignature,
  storeDatabase,
  storePathCorrupt,
];
