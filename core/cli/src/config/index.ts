/** The door of the configuration. `full.js` is its other half, loaded by those who need it. */
export { createConfig, type ConfigOptions } from './config.js';
export { userFile } from './places.js';
