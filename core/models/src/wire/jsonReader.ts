import { parseJson } from '@nixai/safety';
import { checkLength, type FrameReader } from './frameReader.js';

/** Reads one JSON document, from a service that does not stream: an array is a list of messages. */
export function createJsonReader(): FrameReader {
  let text = '';
  return {
    push(more) {
      text += more;
      checkLength(text);
      return [];
    },
    end() {
      if (text.trim() === '') return [];
      const document = parsed(text);
      if (!Array.isArray(document)) return [{ data: text }];
      return document.map((one) => ({ data: JSON.stringify(one) }));
    },
  };
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
