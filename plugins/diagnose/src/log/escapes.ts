const escape = 0x1b;
const newline = 0x0a;

/** The bytes without terminal escapes; line breaks stay, so that lines keep their numbers. */
export function withoutEscapes(bytes: Buffer): Buffer {
  let at = bytes.indexOf(escape);
  if (at < 0) return bytes;
  const kept = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let from = 0;
  while (at >= 0) {
    length += bytes.copy(kept, length, from, at);
    from = endOfSequence(bytes, at + 1);
    at = bytes.indexOf(escape, from);
  }
  length += bytes.copy(kept, length, from);
  return kept.subarray(0, length);
}

/** Where the sequence ends that starts behind an ESC; never beyond the line. */
function endOfSequence(bytes: Buffer, start: number): number {
  const kind = bytes[start];
  if (kind === undefined || kind === newline) return start;
  // CSI: parameters up to a letter.
  if (kind === 0x5b) {
    let at = start + 1;
    while (at < bytes.length && (bytes[at] ?? 0) >= 0x20 && (bytes[at] ?? 0) <= 0x3f) at++;
    return bytes[at] === newline ? at : Math.min(at + 1, bytes.length);
  }
  // OSC, DCS, APC, PM, SOS: a string up to BEL or ST.
  if (kind === 0x5d || kind === 0x50 || kind === 0x5f || kind === 0x5e || kind === 0x58) {
    let at = start + 1;
    while (at < bytes.length && bytes[at] !== newline) {
      if (bytes[at] === 0x07) return at + 1;
      if (bytes[at] === escape) return bytes[at + 1] === 0x5c ? at + 2 : at;
      at++;
    }
    return at;
  }
  return start + 1;
}
