import type { CheckRules } from '@nixai/api';
import { accessTokenInStore } from './access-token-in-store.js';
import { mountPasswordInStore } from './mount-password-in-store.js';
import { privateKeyInStore } from './private-key-in-store.js';
import { secretInEnvironment } from './secret-in-environment.js';
import { secretInStore } from './secret-in-store.js';
import { webPasswordInStore } from './web-password-in-store.js';
import { wifiKeyInStore } from './wifi-key-in-store.js';
import { wireguardKeyInStore } from './wireguard-key-in-store.js';

/** Secrets that would end in the world-readable store. */
export const secretRules: CheckRules = [
  secretInStore,
  wifiKeyInStore,
  wireguardKeyInStore,
  privateKeyInStore,
  secretInEnvironment,
  accessTokenInStore,
  mountPasswordInStore,
  webPasswordInStore,
];
