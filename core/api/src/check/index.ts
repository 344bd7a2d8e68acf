export * from './configuration.js';
export * from './rule.js';
export * from './value.js';
