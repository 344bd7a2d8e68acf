/** The door for a command that is refused with its plugin. */
export { hasCommand } from './load/hasCommand.js';
export { mayNotBeUsed } from './load/mayNotBeUsed.js';
