import type { DiagnosisRules } from '@nixai/api';
import { experimentalFeature } from './experimentalFeature.js';
import { flakeOutputMissing } from './flakeOutput.js';
import { gitOwnership } from './gitOwnership.js';
import { lockNarHash } from './lockNarHash.js';
import { untrackedFile } from './untrackedFile.js';

/** What fails because of flakes: features, outputs, sources, locks. */
export const flakeRules: DiagnosisRules = [
  experimentalFeature,
  flakeOutputMissing,
  gitOwnership,
  lockNarHash,
  untrackedFile,
];
