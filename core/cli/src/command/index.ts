export { createRunner } from './runner.js';
export { reportFailure, asFailure } from './failure.js';
