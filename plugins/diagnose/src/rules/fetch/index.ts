import type { DiagnosisRules } from '@nixai/api';
import { hashMismatch } from './hashMismatch.js';
import { dnsFailure, sandboxNetwork } from './nameResolution.js';
import { rateLimit, tlsFailure } from './refusedByServer.js';
import { sourceGone } from './sourceGone.js';

/** What fails on the way to a source or a cache. */
export const fetchRules: DiagnosisRules = [
  dnsFailure,
  hashMismatch,
  rateLimit,
  sandboxNetwork,
  sourceGone,
  tlsFailure,
];
