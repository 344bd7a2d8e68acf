import { markdownDocument } from './markdown.js';
import type { Documentation } from './result.js';

/** The page as it is kept. */
export const documentText = (document: Documentation, format: 'markdown' | 'json'): string =>
  format === 'markdown' ? markdownDocument(document) : `${JSON.stringify(document, null, 2)}\n`;
