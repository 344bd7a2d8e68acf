export * from './check.js';
export * from './commands.js';
export * from './docs.js';
export * from './models.js';
export * from './plugins.js';
export * from './safety.js';
export * from './verify.js';
