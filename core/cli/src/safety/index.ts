import type { Sanitizer } from '@nixai/api';
import { clean } from './sanitize/clean.js';
import { createCleaner } from './sanitize/cleaner.js';

export { clean, cleanDeep } from './sanitize/clean.js';
export { createCleaner } from './sanitize/cleaner.js';

/** The sanitizer as a service, for plugins. */
export function createSanitizer(): Sanitizer {
  return { clean, stream: createCleaner };
}
