export { createRunner } from './runner.js';
export { guardConsole, tell } from './output.js';
export { reportFailure, asFailure } from './failure.js';
