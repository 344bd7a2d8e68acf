/** The door of derivations that are in memory: in what two of them differ. */
export { differences, type Differences, type Change } from './differences.js';
