export { createCommands } from './call/commands.js';
export { createRunner } from './runner.js';
export { guardConsole, tell } from './output.js';
export { reportFailure, asFailure } from './failure.js';
export { tellingOf } from './parse.js';
