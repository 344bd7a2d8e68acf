/** Reads the fields of ssh's binary formats (RFC 4251, section 5). */
export interface WireReader {
  uint32(): number;
  /** A field with its length before it. */
  field(): Buffer;
  text(): string;
  /** So many bytes as they are. */
  bytes(count: number): Buffer;
  readonly isAtEnd: boolean;
}

/** A reader that throws a RangeError where a field runs over the end. */
export function readWire(data: Buffer): WireReader {
  let at = 0;
  const bytes = (count: number): Buffer => {
    if (count > data.length - at) throw new RangeError('a field is cut off');
    at += count;
    return data.subarray(at - count, at);
  };
  const uint32 = (): number => bytes(4).readUInt32BE();
  const field = (): Buffer => bytes(uint32());
  return {
    uint32,
    field,
    text: () => field().toString('utf8'),
    bytes,
    get isAtEnd() {
      return at === data.length;
    },
  };
}

/** A number of four bytes. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A field with its length before it. */
export function field(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content as string, 'utf8');
  return Buffer.concat([uint32(bytes.length), bytes]);
}
