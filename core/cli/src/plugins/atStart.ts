/** The door for every start: no more than what it needs before a command is known. */
export { loadPolicy } from './policy/policy.js';
export { finishStoreChange } from './store/unfinished.js';
