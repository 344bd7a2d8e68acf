const mostBytes = 65_536;
const mostTime = 2000;

/** The text of a response, as much as comes in 2 s and fits in 64 KiB; never throws. */
export async function readBounded(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  const cancel = (): void => void reader.cancel().catch(() => {});
  const timer = setTimeout(cancel, mostTime);
  try {
    for (
      let part = await reader.read();
      !part.done && size < mostBytes;
      part = await reader.read()
    ) {
      parts.push(part.value);
      size += part.value.length;
    }
  } catch {
    // What came before it broke is enough.
  } finally {
    clearTimeout(timer);
    cancel();
  }
  return Buffer.concat(parts).toString('utf8');
}
