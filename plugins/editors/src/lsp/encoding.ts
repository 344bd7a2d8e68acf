/** How a client counts in a line: UTF-16 code units, as all can, or bytes of UTF-8. */
export type Encoding = 'utf-16' | 'utf-8';

/** UTF-16 is how texts are kept here: what costs nothing is taken where a client leaves the choice. */
export function chooseEncoding(offered: readonly string[] = ['utf-16']): Encoding {
  return offered.includes('utf-8') && !offered.includes('utf-16') ? 'utf-8' : 'utf-16';
}
