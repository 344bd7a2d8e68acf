import type { CheckRules } from '@nixai/api';
import { homeStateVersionMissing } from './home-state-version-missing.js';
import { homeStateVersionNoRelease } from './home-state-version-no-release.js';
import { stateVersionMissing } from './state-version-missing.js';
import { stateVersionNoRelease } from './state-version-no-release.js';

/** The release that the data of a machine or a home is from. */
export const stateRules: CheckRules = [
  stateVersionMissing,
  stateVersionNoRelease,
  homeStateVersionMissing,
  homeStateVersionNoRelease,
];
