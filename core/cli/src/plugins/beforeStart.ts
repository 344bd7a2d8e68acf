/** The door for every start, also of a command for which no plugin is looked for. */
export { finishStoreChange } from './store/unfinished.js';
