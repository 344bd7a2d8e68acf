import type { DiagnosisRules } from '@nixai/api';
import { failedAssert, failedAssertions } from './assertionFailed.js';
import { duplicateDefinition } from './duplicateDefinition.js';
import { functionArgument } from './functionArgument.js';
import { infiniteRecursion } from './infiniteRecursion.js';
import { missingAttribute } from './missingAttribute.js';
import { nixPathMissing } from './nixPath.js';
import { optionConflict } from './optionConflict.js';
import { optionNotExist, releaseSkew } from './optionNotExist.js';
import { optionType } from './optionType.js';
import { optionUndefined } from './optionUndefined.js';
import { pureEvalPath } from './pureEval.js';
import { brokenPackage, insecurePackage, unfreePackage } from './refusedPackage.js';
import { renamedOption, renamedPackage } from './renamedRemoved.js';
import { stackOverflow } from './stackOverflow.js';
import { syntaxError } from './syntaxError.js';
import { typeCoercion } from './typeCoercion.js';
import { undefinedVariable } from './undefinedVariable.js';
import { valueType } from './valueType.js';

/** What fails while Nix evaluates. */
export const evalRules: DiagnosisRules = [
  brokenPackage,
  duplicateDefinition,
  failedAssert,
  failedAssertions,
  functionArgument,
  infiniteRecursion,
  insecurePackage,
  missingAttribute,
  nixPathMissing,
  optionConflict,
  optionNotExist,
  optionType,
  optionUndefined,
  pureEvalPath,
  releaseSkew,
  renamedOption,
  renamedPackage,
  stackOverflow,
  syntaxError,
  typeCoercion,
  undefinedVariable,
  unfreePackage,
  valueType,
];
