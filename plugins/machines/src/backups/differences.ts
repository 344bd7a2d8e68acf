/** A thing that is not what it was when it was backed up. */
export interface Difference {
  readonly path: string;
  readonly why: string;
}

const kinds: Readonly<Record<string, string>> = {
  sha256: 'its bytes are others',
  xattr: 'its extended attributes are others',
  file: 'its rights, owner, time or size are others',
  link: 'it is another link',
};

/**
 * What is different between two descriptions (`describe` in `scripts.ts`), as `comm -3` says it.
 * @param text records that end with a NUL; those of what was found have a tab in front.
 * @param changed paths that were written to while they were read: nobody knows what they were.
 */
export function differencesIn(text: string, changed: ReadonlySet<string>): readonly Difference[] {
  const meant = new Map<string, string>();
  const found = new Map<string, string>();
  for (const record of text.split('\0').filter((one) => one !== '')) {
    const isFound = record.startsWith('\t');
    const { kind, path } = readRecord(isFound ? record.slice(1) : record);
    if (!changed.has(path)) (isFound ? found : meant).set(path, kind);
  }
  const paths = [...new Set([...meant.keys(), ...found.keys()])].sort();
  return paths.map((path) => {
    const kind = meant.get(path) ?? found.get(path) ?? '';
    const both = meant.has(path) && found.has(path);
    const one = meant.has(path) ? 'it is missing, or another' : 'nobody has backed it up';
    return { path: shown(path), why: both ? (kinds[kind] ?? 'it is another') : one };
  });
}

/** Names that were written to while they were read, each after a NUL. */
export const changedIn = (text: string): ReadonlySet<string> =>
  new Set(text.split('\0').filter((one) => one !== ''));

function readRecord(record: string): { readonly kind: string; readonly path: string } {
  const fields = record.split('\t');
  const kind = fields[0] ?? '';
  if (kind === 'sha256') return { kind, path: record.slice('sha256\t'.length + 66) };
  if (kind === 'xattr') return { kind, path: record.slice('xattr\t'.length).split('\n')[0] ?? '' };
  if (kind === 'link') return { kind, path: fields[4] ?? '' };
  return { kind, path: fields.slice(kind === 'file' ? 6 : 5).join('\t') };
}

/** `./etc/x` as `/etc/x`. */
export const shown = (path: string): string => path.replace(/^\.(?=\/)/, '');
