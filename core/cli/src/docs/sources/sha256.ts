/**
 * The SHA-256 of a text or of bytes, in hex. Node's module is taken when first needed: it takes 4 ms
 * to load, and a look-up hashes nothing.
 */
export function sha256(data: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(data).digest('hex');
}
