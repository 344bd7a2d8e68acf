import type { NixaiError } from '@nixai/api';
import { parseJson } from '@nixai/safety';
import { errorIn } from '../failure/errorBody.js';
import { brokenOff, otherService } from '../failure/failures.js';
import { streamedFailure, type Asked } from '../failure/responseFailure.js';
import { serverWords } from '../failure/serverWords.js';
import type { Frame, FrameReader } from './frameReader.js';
import { createJsonReader } from './jsonReader.js';
import { createNdjsonReader } from './ndjsonReader.js';
import { createSseReader } from './sseReader.js';

/** How a service separates the messages of a stream. */
export type Framing = 'sse' | 'ndjson';

export interface StreamEvents {
  /** Something came. */
  readonly heard: () => void;
  /** Something went wrong: keeps it, and gives it in our own words. */
  readonly failWith: (error: unknown) => Promise<NixaiError>;
}

/**
 * The response with only sound messages in its body, each in one piece and in the plainest form of
 * its framing. An error inside the stream ends it.
 */
export function checkedStream(
  asked: Asked,
  response: Response,
  framing: Framing,
  { heard, failWith }: StreamEvents,
): Response {
  const type = response.headers.get('content-type') ?? '';
  if (/\bhtml\b/.test(type)) throw otherService(asked.endpoint, 'it is a web page');
  const reader = framing === 'ndjson' ? createNdjsonReader() : readerFor(type);
  const frames = framesOf(response, reader, heard);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await frames.next();
        // Some servers keep the connection open after their last word.
        if (next.done === true || next.value.data === '[DONE]') return controller.close();
        const json = JSON.stringify(checked(asked, next.value));
        controller.enqueue(encoder.encode(framing === 'sse' ? `data: ${json}\n\n` : `${json}\n`));
      } catch (error) {
        controller.error(await failWith(error));
      }
    },
    cancel: async () => void (await frames.return(undefined)),
  });
  return new Response(body, { headers: { 'content-type': type } });
}

/** A service that does not stream although it was asked to answers with JSON. */
function readerFor(contentType: string): FrameReader {
  return /\bjson\b/.test(contentType) ? createJsonReader() : createSseReader();
}

async function* framesOf(
  { body }: Response,
  reader: FrameReader,
  heard: () => void,
): AsyncGenerator<Frame, void> {
  const decoder = new TextDecoder();
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    heard();
    yield* reader.push(decoder.decode(chunk, { stream: true }));
  }
  yield* reader.push(decoder.decode());
  yield* reader.end();
}

/** The message. @throws NixaiError if it is an error, or no message at all. */
function checked(asked: Asked, { data, event }: Frame): unknown {
  const message = parsed(asked, data);
  if (typeof message !== 'object' || message === null) throw noMessage(asked, data);
  const error = errorIn(message) ?? (event === 'error' ? errorIn({ error: message }) : undefined);
  if (error !== undefined) throw streamedFailure(asked, error, data);
  return message;
}

function parsed(asked: Asked, data: string): unknown {
  try {
    return parseJson(data);
  } catch (cause) {
    if (/^\s*</.test(data)) throw otherService(asked.endpoint, 'it is a web page');
    throw noMessage(asked, data, cause);
  }
}

function noMessage({ endpoint, key }: Asked, data: string, cause?: unknown): NixaiError {
  const start = serverWords(data.slice(0, 60), key);
  return brokenOff(endpoint, `it sent something that is no message: ${start}`, cause);
}
