/** One message of a stream. */
export interface Frame {
  readonly data: string;
  /** The name of a server-sent event, where it has one. */
  readonly event?: string;
}

/** Cuts a stream's text into messages, however the stream is chunked. */
export interface FrameReader {
  push(text: string): Frame[];
  /** What is left when the stream has ended. */
  end(): Frame[];
}

/** A message longer than this is an attack or a mistake; characters. */
const longestFrame = 16 * 1024 * 1024;

/** @throws Error for text that never ends. */
export function checkLength(text: string): void {
  if (text.length > longestFrame) throw new Error('one message of the stream is over 16 MiB long');
}
