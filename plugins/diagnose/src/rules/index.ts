import type { DiagnosisRules } from '@nixai/api';
import { buildRules } from './build/index.js';
import { evalRules } from './eval/index.js';
import { fetchRules } from './fetch/index.js';
import { flakeRules } from './flake/index.js';
import { storeRules } from './store/index.js';
import { systemRules } from './system/index.js';

/** Every rule of this plugin, phase by phase. */
export const rules: DiagnosisRules = [
  ...evalRules,
  ...flakeRules,
  ...fetchRules,
  ...storeRules,
  ...buildRules,
  ...systemRules,
];
