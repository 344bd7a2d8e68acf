// A static import, so that a bundler sees which names a CommonJS package has.
export { run } from '@oclif/core/run';
