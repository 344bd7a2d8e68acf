import { archiveRefused } from './faults.js';

/** An octal number of a tar header (POSIX.1-1988, ustar); no other notation is read. */
export function readOctal(field: Uint8Array, what: string): number {
  const text = Buffer.from(field).toString('latin1');
  const digits = /^ *([0-7]{1,12})[ \0]*$/.exec(text)?.[1];
  if (digits !== undefined) return parseInt(digits, 8);
  if (/^[ \0]*$/.test(text)) return 0;
  throw archiveRefused(`the ${what} of an entry is no number`);
}

/** An octal number, ended by NUL. */
export function writeOctal(header: Buffer, value: number, at: number, length: number): void {
  header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
}

/** The sum of a header's bytes, with blanks where the sum itself stands. */
export function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}
