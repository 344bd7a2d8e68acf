import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNixaiError, type Host, type Log, type NixTemplate, type TemplatePack } from '@nixai/api';
import { readRegular } from '../files/readRegular.js';

/** The templates of a folder; one that is none is said and left out. */
async function readFolder(folder: string, log: Pick<Log, 'warn'>): Promise<NixTemplate[]> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((file) => /\.ya?ml$/.test(file)).sort();
  if (names.length === 0) return [];
  const { readTemplate } = await import('./files/read.js');
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
  const templates = await readFolder(folder, log);
  return { name, summary: `Templates in ${folder}`, kept: true, templates };
}
