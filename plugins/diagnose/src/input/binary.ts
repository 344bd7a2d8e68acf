import { ExitCode, NixaiError, shellWord } from '@nixai/api';

/** How files begin that hold a log in another form, and what makes text of them. */
const forms: readonly {
  readonly magic: readonly number[];
  readonly what: string;
  readonly as: string;
}[] = [
  { magic: [0x1f, 0x8b], what: 'compressed with gzip', as: 'zcat' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'compressed with zstd', as: 'zstdcat' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'compressed with xz', as: 'xzcat' },
  { magic: [0x42, 0x5a, 0x68], what: 'compressed with bzip2', as: 'bzcat' },
  {
    magic: [0x4c, 0x50, 0x4b, 0x53, 0x48, 0x48, 0x52, 0x48],
    what: 'a journal of systemd',
    as: 'journalctl --no-pager --file',
  },
  { magic: [0xff, 0xfe], what: 'text in UTF-16', as: 'iconv -f UTF-16 -t UTF-8' },
  { magic: [0xfe, 0xff], what: 'text in UTF-16', as: 'iconv -f UTF-16 -t UTF-8' },
];

/** More control characters than this in a hundred are in no log, however spoilt. */
const mostControls = 2;
/** More bytes than this in a hundred that are no UTF-8: a log in Latin-1 has a few. */
const mostSpoilt = 15;

/**
 * Says that what was read is no text: no rule can have found anything in it.
 * @param head what it begins with.
 * @throws NixaiError `not-a-log` (exit 5).
 */
export function refuseBinary(name: string, head: Buffer): void {
  if (!isBinary(head)) return;
  const form = forms.find(({ magic }) => magic.every((byte, at) => head[at] === byte));
  const file = name === 'stdin' ? 'YOUR_FILE' : shellWord(name);
  throw new NixaiError({
    code: 'not-a-log',
    what: `${name} is no log`,
    why: form === undefined ? 'it is binary data, not text' : `it is ${form.what}`,
    hint:
      form === undefined
        ? 'nixos-rebuild switch 2>&1 | nixai diagnose   # or a file with what was printed'
        : `${form.as} ${file} | nixai diagnose`,
    exitCode: ExitCode.refused,
  });
}

function isBinary(head: Buffer): boolean {
  if (head.length === 0) return false;
  let controls = 0;
  for (const byte of head) if (isControl(byte)) controls++;
  if (controls * 100 > mostControls * head.length) return true;
  const spoilt = head.toString('utf8').split('\ufffd').length - 1;
  return spoilt * 100 > mostSpoilt * head.length;
}

/** What text and terminals use: bell to carriage return, and escape. */
const isControl = (byte: number): boolean =>
  (byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f;
