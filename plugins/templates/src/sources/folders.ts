import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNixaiError, type Host, type Log, type NixTemplate, type TemplatePack } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

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

/** The templates of a folder; one that is none is said and left out. */
async function readFolder(folder: string, log: Pick<Log, 'warn'>): Promise<NixTemplate[]> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((file) => /\.ya?ml$/.test(file)).sort();
  if (names.length === 0) return [];
  const { readTemplate } = await import('./readTemplate.js');
  const read = await Promise.all(
    names.map(async (file) => {
      const id = file.replace(/\.ya?ml$/, '');
      try {
        const [about, source] = await Promise.all(
          [file, `${id}.nix`].map((name) => readRegular(join(folder, name), 'utf8')),
        );
        return readTemplate(id, about ?? '', source ?? '');
      } catch (error) {
        const why = isNixaiError(error) ? `${error.message}: ${error.why}` : `it has no ${id}.nix`;
        log.warn(`${join(folder, file)} is left out: ${why}`);
        return undefined;
      }
    }),
  );
  return read.filter((template) => template !== undefined);
}

/** A folder as a pack, as a plugin would give it. */
export async function packOf(
  name: string,
  folder: string,
  { log }: Pick<Host, 'log'>,
): Promise<TemplatePack> {
  return { name, summary: `Templates in ${folder}`, templates: await readFolder(folder, log) };
}
