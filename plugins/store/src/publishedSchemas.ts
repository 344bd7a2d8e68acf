import type { JsonSchema } from '@nixai/api';
import { manifestSchema } from './manifest/manifest.js';

/** Schemas of files, besides those of what commands return: `npm run schemas` writes both. */
const published: Readonly<Record<string, JsonSchema>> = { manifest: manifestSchema };
export default published;
