import type { DiagnosisRules } from '@nixai/api';
import { compileError } from './compileError.js';
import {
  initrdModule,
  kernelModule,
  profileCollision,
  remoteBuilder,
  testFailure,
} from './contents.js';
import { cargoLock, goVendor, npmCache, pythonMissing } from './languages.js';
import { outOfMemory, wrongSystem } from './resources.js';
import { linkerMissing, patchFailed, pkgConfigMissing } from './toolchain.js';

/** What fails inside a build. */
export const buildRules: DiagnosisRules = [
  cargoLock,
  compileError,
  goVendor,
  initrdModule,
  kernelModule,
  linkerMissing,
  npmCache,
  outOfMemory,
  patchFailed,
  pkgConfigMissing,
  profileCollision,
  pythonMissing,
  remoteBuilder,
  testFailure,
  wrongSystem,
];
