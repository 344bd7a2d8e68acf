/** The program's own code, compiled by an earlier run. */
export { keepCompiled } from './keepCompiled.js';
