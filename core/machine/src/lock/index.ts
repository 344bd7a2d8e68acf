/** The door of what reads a `flake.lock`. */
export {
  largestLock,
  nodeOf,
  reached,
  readLock,
  referenceOf,
  repositoryOf,
  type Lock,
  type Source,
} from './lock.js';
