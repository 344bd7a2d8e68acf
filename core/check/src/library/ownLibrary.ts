import { literally } from '@nixai/language';

/** Whether a file adds to `lib`: `lib.extend (…)`, `lib // { … }`. */
const extendsLibrary = (source: string): boolean => /\blib\.extend\b|\blib\s*\/\//.test(source);

/** Somewhere in a file a binding gives that name. */
export const bindsName = (source: string, name: string): boolean =>
  new RegExp(`(?<![\\w'.-])${literally(name)}\\s*=`).test(source);

/**
 * Which names a configuration's own `lib` may have. Where a file adds to `lib`, what it adds may be bound
 * in any other: an overlay inherits from a folder of functions.
 */
export function ownLibrary(
  files: readonly { readonly source: string }[],
): (name: string) => boolean {
  if (!files.some(({ source }) => extendsLibrary(source))) return () => false;
  const known = new Map<string, boolean>();
  return (name) => {
    const isOwn = known.get(name) ?? files.some(({ source }) => bindsName(source, name));
    known.set(name, isOwn);
    return isOwn;
  };
}
