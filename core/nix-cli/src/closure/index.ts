/** The door of closures that are in memory, for who has asked Nix already. */
export { chains } from './chains.js';
export { hashOf, nameOf, packageNameOf, type PackageName } from './packageName.js';
