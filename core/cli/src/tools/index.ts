// What core's own commands are to agents.
export { askTool } from './ask.js';
export { applyFixTool, checkTool } from './check.js';
