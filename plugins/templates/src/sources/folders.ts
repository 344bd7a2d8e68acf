import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '@nixai/api';

type Places = Pick<Host, 'paths'>;

/** Where a person's own templates lie; they may be written and edited by hand. */
export const ownFolder = ({ paths }: Places): string => join(paths.config, 'templates');

/** Where those lie that were fetched, a folder for each source. */
export const fetchedFolder = ({ paths }: Places): string => join(paths.data, 'templates');

/** The sources that were fetched, by the names of their folders; read at once, at each start. */
export function fetchedNames(host: Places): string[] {
  try {
    return readdirSync(fetchedFolder(host), { withFileTypes: true })
      .filter((one) => one.isDirectory() && /^[a-z0-9][a-z0-9._-]*$/.test(one.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
