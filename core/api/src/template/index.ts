export * from './fill.js';
export * from './find.js';
export * from './template.js';
