// A module of its own: a CommonJS package that is imported late would lose its names in the bundle.
export { parse } from '@oclif/core/parser';
