import { relative } from 'node:path';

/** A path as a person who is here would write it. */
export function nearPath(file: string): string {
  const near = relative('.', file);
  return near.startsWith('..') || near === '' ? file : near;
}
