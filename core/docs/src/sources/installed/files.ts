import { access } from 'node:fs/promises';

/** Of several places of the same file, the first that is there. */
export async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return undefined;
}

/** The names under which an options file lies in a folder: as it is, and packed. */
export function optionsIn(folder: string): string[] {
  return [`${folder}/options.json`, `${folder}/options.json.br`];
}
