import { matchesOf, type Finder } from './span.js';

/** Base64 of at least 18 bytes, maybe over several lines of the usual width. */
const encoded =
  /(?<![0-9A-Za-z+/=_-])(?:[0-9A-Za-z+/]{60,76}\r?\n[ \t]{0,40}){0,400}[0-9A-Za-z+/]{24,65536}={0,2}/g;
/** Text, as files of settings are: nothing but what a keyboard writes. */
const isText = (bytes: Buffer): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));
const sample = 24;

/** A file of settings in base64, as Kubernetes and CI have it: all of it is a secret where one is in it. */
export const findEncoded = (find: (text: string) => Iterable<unknown>): Finder =>
  function* (text) {
    for (const { index, 0: found } of matchesOf(text, encoded)) {
      if (!isText(Buffer.from(found.slice(0, sample), 'base64'))) continue;
      const bytes = Buffer.from(found, 'base64');
      if (!isText(bytes)) continue;
      for (const _ of find(bytes.toString('latin1'))) {
        yield { start: index, end: index + found.length, kind: 'encoded-secret' };
        break;
      }
    }
  };
