import type { DiagnosisRules } from '@nixai/api';
import { evalRules } from './eval/index.js';
import { flakeRules } from './flake/index.js';

/** Every rule of this plugin, phase by phase. */
export const rules: DiagnosisRules = [...evalRules, ...flakeRules];
