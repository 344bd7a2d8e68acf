export { searchOptions } from './searchOptions.js';
export { searchPackages } from './searchPackages.js';
export type { Hit } from './hit.js';
export { namedPackages } from './vocabulary/index.js';
