export * from './check.js';
export * from './machine.js';
