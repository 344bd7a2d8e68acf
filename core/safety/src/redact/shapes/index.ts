import { clouds } from './clouds.js';
import { commerce } from './commerce.js';
import { forges } from './forges.js';
import { formats } from './formats.js';
import { models } from './models.js';
import { talk } from './talk.js';
import { watch } from './watch.js';
import type { TokenShape } from './shape.js';

/**
 * Shapes as their issuers document them (GitHub "Token types", GitLab "Token prefixes", Slack "Token
 * types", AWS "IAM identifiers", crypt(5), age-keygen, nix-store --generate-binary-cache-key, …). Of two
 * that fit, the first names the secret.
 */
export const tokenShapes: readonly TokenShape[] = [
  ...formats,
  ...forges,
  ...models,
  ...clouds,
  ...talk,
  ...watch,
  ...commerce,
];
export type { TokenShape } from './shape.js';
