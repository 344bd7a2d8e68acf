/**
 * The SHA-256 of a text or of bytes, in hex. Node's module is imported when first needed: it takes
 * 4 ms to load, and a look-up hashes nothing.
 */
export async function sha256(data: string | Uint8Array): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(data).digest('hex');
}
