export * from './fill.js';
export * from './template.js';
