export { createProgress } from './progress.js';
export { createPrompt } from './prompt.js';
export { isTerminal, showsUnicode, terminalWidth, wantsColor } from './capability.js';
export { createStyle } from './style.js';
export { createView } from './view.js';
export { clip, displayWidth, wrapLines } from './width.js';
export { createMarkdownBlocks } from './markdownBlocks.js';
