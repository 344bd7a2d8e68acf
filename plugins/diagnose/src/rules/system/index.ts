import type { DiagnosisRules } from '@nixai/api';
import { espMissing, rootDevice } from './boot.js';
import { darwinEtc, dconf, fileClobber, fileClobberCutOff } from './homeManager.js';
import { driverMismatch, foreignBinary, glibcMismatch, sharedLibrary } from './runtime.js';
import { dockerUnreachable, permissionDenied, portInUse, postgresData } from './services.js';
import { execMissing, namespacePath, unitStart, waitOnline } from './units.js';

/** What fails on a machine: switching, booting, running. */
export const systemRules: DiagnosisRules = [
  darwinEtc,
  dconf,
  dockerUnreachable,
  driverMismatch,
  espMissing,
  execMissing,
  fileClobber,
  fileClobberCutOff,
  foreignBinary,
  glibcMismatch,
  namespacePath,
  permissionDenied,
  portInUse,
  postgresData,
  rootDevice,
  sharedLibrary,
  unitStart,
  waitOnline,
];
