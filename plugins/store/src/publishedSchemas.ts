import type { JsonSchema } from '@nixai/api';
import { manifestSchema, pathListSchema } from './manifest/manifest.js';

/** Schemas of files, besides those of what commands return: `npm run schemas` writes both. */
const published: Readonly<Record<string, JsonSchema>> = {
  manifest: manifestSchema,
  paths: pathListSchema,
};
export default published;
