export { createConfig, type ConfigOptions } from './config.js';
export { userFile } from './places.js';
export { unknownKey } from './unknownKey.js';
