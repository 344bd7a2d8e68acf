/** The door of ask: from a question to an answer. */
export { ask, previewPrompt, type AskOptions, type PromptPreview } from './ask.js';
export { readAttachments, type Attachment } from './attachment.js';
export { remarksOn } from './remarks.js';
export type * from './result.js';
