import type { Paths } from '@nixai/api';
import { failureMeant } from '../record/read.js';
import { requestOf, type Request } from '../request/request.js';

/** What is named, as for `nixai build`; else what failed last. @throws NixaiError `build-record`. */
export async function requestMeant(
  paths: Paths,
  {
    word,
    file,
    attr,
    folder,
  }: {
    readonly word?: string;
    readonly file?: string;
    readonly attr?: string;
    readonly folder: string;
  },
): Promise<Request> {
  if (word === undefined && file === undefined && attr === undefined) {
    const { link: _, ...request } = (await failureMeant(paths, { folder })).request;
    return request;
  }
  return requestOf({
    ...{ words: word === undefined ? [] : [word], folder, keepGoing: false },
    ...(file !== undefined && { file }),
    ...(attr !== undefined && { attribute: attr }),
  });
}
