import { relative } from 'node:path';

/** A path as a person sees it from here: relative, where it lies below. */
export function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near === '' || near.startsWith('..') ? file : near;
}
