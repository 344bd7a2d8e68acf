/** The door of closures that are in memory, for who has asked Nix already. */
export { chains } from './chains.js';
