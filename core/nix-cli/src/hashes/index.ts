/** The door of hashes as Nix writes them, for who compares what two of them say. */
/** Nix's own alphabet of 32 digits. */
export const nixDigits = '0123456789abcdfghijklmnpqrsvwxyz';

/** A SHA-256 as Nix writes it (`sha256-…=`, `sha256:…` in base 16 or 32), in hex; undefined for another. */
export function hexOfNixHash(hash: string): string | undefined {
  const sri = /^sha256-([A-Za-z0-9+/]{43}=)$/.exec(hash)?.[1];
  if (sri !== undefined) return Buffer.from(sri, 'base64').toString('hex');
  const plain = /^sha256:([0-9a-f]{64})$/.exec(hash)?.[1];
  if (plain !== undefined) return plain;
  const base32 = /^sha256:([0-9a-z]{52})$/.exec(hash)?.[1];
  return base32 === undefined ? undefined : hexOfBase32(base32);
}

/** Nix writes the last byte first, five bits a digit. */
function hexOfBase32(text: string): string | undefined {
  const bytes = Buffer.alloc(32);
  for (let at = 0; at < text.length; at++) {
    const digit = nixDigits.indexOf(text.charAt(text.length - 1 - at));
    if (digit < 0) return undefined;
    const bit = at * 5;
    const [index, shift] = [bit >> 3, bit & 7];
    bytes[index] = (bytes[index] ?? 0) | ((digit << shift) & 0xff);
    const carry = digit >> (8 - shift);
    if (index < 31) bytes[index + 1] = (bytes[index + 1] ?? 0) | carry;
    else if (carry !== 0) return undefined;
  }
  return bytes.toString('hex');
}

/** Bytes in hex as Nix names files by them: in base 32, the last byte first. */
export function nixBase32(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  let text = '';
  for (let at = Math.ceil((bytes.length * 8) / 5) - 1; at >= 0; at--) {
    const bit = at * 5;
    const [index, shift] = [bit >> 3, bit & 7];
    const both = (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8);
    text += nixDigits.charAt((both >> shift) & 31);
  }
  return text;
}

/** A SHA-256 as it may stand in a file, in every way of writing it, the longest first; none of another kind. */
export function waysOfWriting(hash: string): string[] {
  const hex = hexOfNixHash(hash);
  if (hex === undefined) return [];
  const ways = [hex, nixBase32(hex)].flatMap((one) => [`sha256:${one}`, one]);
  return [sriOf(hex), ...ways];
}

/** The way that Nix writes it today. */
export const sriOf = (hex: string): string =>
  `sha256-${Buffer.from(hex, 'hex').toString('base64')}`;
