/** The door for every start: no more than what it needs before a command is known. */
export type { RefusedPlugin } from './load/gate.js';
export { openGate, refusedAtStart } from './load/startGate.js';
export { askAdministrator } from './policy/policy.js';
export { readList } from './store/list.js';
