import { looksRandom } from './plainValue.js';
import type { Span } from './span.js';

/** Words as they may stand around a secret: by blanks and quotes, and by all that is no letter. */
const words = [/[^\s"'`=;,<>()[\]{}]{8,4096}={0,2}/g, /[\w+-]{8,4096}={0,2}/g];

/** Secrets of this session that come again where nothing around them says so: in a log, in an error. */
export function* findRepeated(text: string, known: ReadonlySet<string>): Generator<Span> {
  // A password may be an ordinary word (`postgres`), which means nothing elsewhere.
  const telling = new Set([...known].filter(looksRandom));
  if (telling.size === 0) return;
  for (const word of words)
    for (const { index, 0: found } of text.matchAll(word))
      if (telling.has(found)) yield { start: index, end: index + found.length, kind: 'secret' };
}
