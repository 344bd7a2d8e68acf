export { createProgress } from './progress.js';
export { createPrompt } from './prompt.js';
export { terminalWidth, wantsColor } from './capability.js';
export { createView } from './view.js';
