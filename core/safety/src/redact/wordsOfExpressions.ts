import { finders } from './finders.js';
import { knownWords } from './mayFit.js';
import type { Words } from './requiredWords.js';

// Each tries its expressions, whatever the text.
for (const find of finders) Array.from(find(''));

/** The words of the expressions of all finders. The program carries them as they come out. */
export const wordsOfExpressions: ReadonlyMap<string, Words> = new Map(knownWords());
