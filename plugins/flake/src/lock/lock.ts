/** A `flake.lock`, as core reads it. */
export {
  largestLock,
  nodeOf,
  reached,
  readLock,
  referenceOf,
  repositoryOf,
  type Lock,
  type Source,
} from '@nixai/machine/lock';
