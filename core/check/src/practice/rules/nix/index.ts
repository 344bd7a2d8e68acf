import type { CheckRules } from '@nixai/api';
import { allowBroken } from './allow-broken.js';
import { allowInsecure } from './allow-insecure.js';
import { allowUnsupportedSystem } from './allow-unsupported-system.js';
import { cacheTrustedWithoutKey } from './cache-trusted-without-key.js';
import { cacheWithoutKey } from './cache-without-key.js';
import { cacheWithoutTls } from './cache-without-tls.js';
import { featuresWithCommas } from './features-with-commas.js';
import { flakesConfigureNix } from './flakes-configure-nix.js';
import { garbageIsKept } from './garbage-is-kept.js';
import { nativeCodeInEvaluation } from './native-code-in-evaluation.js';
import { sandboxOff } from './sandbox-off.js';
import { unfreeNotAllowed } from './unfree-not-allowed.js';
import { trustedEveryone } from './trusted-everyone.js';
import { twoGarbageCollectors } from './two-garbage-collectors.js';
import { unsignedCaches } from './unsigned-caches.js';
import { nixpkgsConfigName } from './nixpkgs-config-name.js';
import { nixpkgsConfigText } from './nixpkgs-config-text.js';

/** Nix itself, and what nixpkgs is allowed to give. */
export const nixRules: CheckRules = [
  sandboxOff,
  trustedEveryone,
  unsignedCaches,
  cacheTrustedWithoutKey,
  cacheWithoutKey,
  cacheWithoutTls,
  featuresWithCommas,
  flakesConfigureNix,
  nativeCodeInEvaluation,
  twoGarbageCollectors,
  garbageIsKept,
  allowBroken,
  allowUnsupportedSystem,
  allowInsecure,
  nixpkgsConfigName,
  nixpkgsConfigText,
  unfreeNotAllowed,
];
