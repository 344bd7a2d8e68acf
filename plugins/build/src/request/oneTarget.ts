import type { NixTarget } from '@nixai/api';
import { requestOf } from './request.js';

/** The one thing that a command is about, named as for `nixai build`. */
export async function oneTarget({
  word,
  file,
  attr,
  folder,
}: {
  readonly word?: string;
  readonly file?: string;
  readonly attr?: string;
  readonly folder: string;
}): Promise<NixTarget> {
  const { targets } = await requestOf({
    ...{ words: word === undefined ? [] : [word], folder, keepGoing: false },
    ...(file !== undefined && { file }),
    ...(attr !== undefined && { attribute: attr }),
  });
  return targets[0] as NixTarget;
}
