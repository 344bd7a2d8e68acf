export { createConfig, type ConfigOptions } from './config.js';
