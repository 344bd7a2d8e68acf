import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The queries of `fresh.txt`, in the form of the benchmark of search.nixos.org. */
export function freshQueries() {
  return readFileSync(join(import.meta.dirname, 'fresh.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(' = '))
    .map((line, at) => {
      const [q, options] = line.split(' = ');
      return {
        id: `fresh${at + 1}`,
        q,
        category: at % 2 === 0 ? 'mended by' : 'kept aside',
        relevant: [
          options
            .trim()
            .split(/\s+/)
            .map((name) => `opt:${name}`),
        ],
      };
    });
}
