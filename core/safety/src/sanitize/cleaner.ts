import { showInvisible } from './invisible.js';
import type { SafeText } from './safeText.js';
import { createStripper } from './stripper.js';

/** Cleans a stream of text; what a sequence leaves open at the end of a chunk is remembered. */
export interface Cleaner {
  push(chunk: string): SafeText;
  end(): SafeText;
}

/** The last half of a character may come with the next chunk. */
const openSurrogate = /[\ud800-\udbff]$/;

/**
 * Makes a cleaner: control characters and escape sequences go, invisible characters are named, a
 * carriage return becomes the line break that it stands for. The output is the same however the
 * text is cut into chunks. A payload that nobody ends is over at the end of its line, so that it
 * cannot swallow the rest of a text.
 */
export function createCleaner(): Cleaner {
  let withoutControls = createStripper();
  let held = '';

  function push(chunk: string): SafeText {
    const joined = held + chunk;
    held = openSurrogate.exec(joined)?.[0] ?? '';
    return safe(joined.slice(0, joined.length - held.length));
  }

  const safe = (text: string): SafeText => showInvisible(withoutControls(text)) as SafeText;

  return {
    push,
    end() {
      const rest = safe(held);
      held = '';
      withoutControls = createStripper();
      return rest;
    },
  };
}
