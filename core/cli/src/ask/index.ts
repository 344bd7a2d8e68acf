/** The door of ask: from a question to an answer. */
export { ask, previewPrompt, type AskOptions, type PromptPreview } from './ask.js';
export { readAttachments, type Attachment } from './attachment.js';
export { readMachine } from '@nixai/machine';
export { remarksOn } from './remarks.js';
export type { Turn } from './prompt.js';
export type * from './result.js';
