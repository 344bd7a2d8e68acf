/** The door for a command that is refused with its plugin. */
export { hasCommand } from './load/hasCommand.js';
