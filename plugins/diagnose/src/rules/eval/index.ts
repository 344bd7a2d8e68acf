import type { DiagnosisRules } from '@nixai/api';
import { missingAttribute } from './missingAttribute.js';
import { undefinedVariable } from './undefinedVariable.js';

/** What fails while Nix evaluates. */
export const evalRules: DiagnosisRules = [missingAttribute, undefinedVariable];
