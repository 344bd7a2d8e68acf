import type { BackedUpFile } from '../manifest/manifest.js';
import { stepFailed } from '../faults.js';

const kinds: Readonly<Record<string, BackedUpFile['kind']>> = {
  '-': 'file',
  d: 'folder',
  l: 'link',
  h: 'hard-link',
  p: 'pipe',
};

const quoted = '"((?:[^"\\\\]|\\\\.)*)"';
const line = new RegExp(
  `^(.)([-rwxsStT]{9}) (\\d+)/(\\d+) +(\\d+) (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?) +${quoted}(?: (?:->|link to) ${quoted})?$`,
);

/**
 * Reads `tar --list --verbose --full-time --numeric-owner --quoting-style=c`.
 * @throws NixaiError `store-step-failed` at a line of another form, and for a device.
 */
export function listedFiles(text: string): readonly BackedUpFile[] {
  return text
    .split('\n')
    .filter((one) => one !== '')
    .map(listedFile);
}

function listedFile(text: string): BackedUpFile {
  const [, letter = '', rights = '', uid, gid, size, modified = '', name = '', target] =
    line.exec(text) ?? [];
  const kind = kinds[letter];
  if (kind === undefined)
    throw stepFailed('listing the archive', `this is not backed up, or not understood: ${text}`);
  return {
    path: `/${unquoted(name).replace(/\/$/, '')}`,
    kind,
    mode: modeOf(rights),
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modified,
    ...(target !== undefined && {
      target: kind === 'hard-link' ? `/${unquoted(target)}` : unquoted(target),
    }),
  };
}

/** `rwsr-x--t` as permission bits. */
export function modeOf(rights: string): number {
  let mode = 0;
  for (let at = 0; at < 9; at++) {
    const letter = rights.charAt(at);
    if (/[rwxst]/.test(letter)) mode |= 1 << (8 - at);
    // In place of x: set user, set group and sticky, from the left.
    if (/[sStT]/.test(letter)) mode |= 0o4000 >> Math.floor(at / 3);
  }
  return mode;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' },
};

/** A word as C writes it; bytes that are no UTF-8 are octal. */
function unquoted(text: string): string {
  if (!text.includes('\\')) return text;
  const parts: Buffer[] = [];
  for (const [piece, octal, escaped] of text.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs))
    parts.push(
      octal !== undefined
        ? Buffer.from([Number.parseInt(octal, 8)])
        : Buffer.from(escaped === undefined ? piece : (escapes[escaped] ?? escaped)),
    );
  return Buffer.concat(parts).toString();
}
