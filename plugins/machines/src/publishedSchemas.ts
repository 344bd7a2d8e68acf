import type { JsonSchema } from '@nixai/api';
import { registrySchema } from './registry/schema.js';
import { publishedRules } from './standards/rule.js';

/** Schemas of files, besides those of what commands return: `npm run schemas` writes both. */
const published: Readonly<Record<string, JsonSchema>> = {
  registry: registrySchema,
  'compliance-rules': publishedRules,
};
export default published;
