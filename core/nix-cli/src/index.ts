/** The door of the programs of Nix: what they say, in shapes that do not change with their versions. */
export { createNix } from './createNix.js';
