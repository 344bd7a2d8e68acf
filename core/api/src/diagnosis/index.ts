export * from './context.js';
export * from './evidence.js';
export * from './frame.js';
export * from './log.js';
export * from './rule.js';
