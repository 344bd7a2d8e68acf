import { dirname, isAbsolute, relative } from 'node:path';
import { redactor, sanitizer, type CheckDefinition, type Host } from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';
import type { ReadConfiguration } from '@nixai/api';

/** An option as a configuration's file sets it. */
export interface Setting {
  /** The names of its path; `<name>` where one is computed. */
  readonly path: readonly string[];
  /** The same as it is written. */
  readonly option: string;
  /** Its value as it is written, on one line, without secrets. */
  readonly text: string;
  /** Below the folder of the configuration, or absolute where it lies elsewhere. */
  readonly file: string;
  readonly line: number;
  /** Behind a condition: it may not be there at all. */
  readonly conditional: boolean;
  readonly definition: CheckDefinition;
}

/** How what is written is shown: harmless for a terminal, without secrets, on one line. */
export type Show = (option: string, text: string) => string;

export async function createShow(host: Host): Promise<Show> {
  const { redactLines } = await host.service(redactor);
  const { clean } = await host.service(sanitizer);
  return (option, text) => {
    // What a value is called tells whether it is a secret.
    const head = `${option} = `;
    const shown = redactLines(`${head}${text};`);
    const own = shown.startsWith(head) ? shown.slice(head.length).replace(/;$/, '') : shown;
    return clean(own.replaceAll(/\s+/g, ' ').trim());
  };
}

/** What a configuration sets, without the sets around it; in the order of its files. */
export function settingsOf(
  read: ReadConfiguration,
  { folder, show }: { readonly folder: string; readonly show: Show },
): readonly Setting[] {
  const key = (names: readonly (string | undefined)[]): string => names.join('\0');
  const around = new Set(
    read.all.flatMap(({ path }) => path.slice(1).map((_, at) => key(path.slice(0, at + 1)))),
  );
  return read.all.flatMap((definition): readonly Setting[] => {
    const place = read.placeOf(definition);
    const text = read.textOf(definition);
    if (place === undefined || text === undefined || around.has(key(definition.path))) return [];
    const path = definition.path.map((name) => name ?? '<name>');
    const option = optionPathText(path);
    const { file, line } = place;
    return [
      {
        path,
        option,
        text: show(option, text),
        file: below(folder, file),
        line,
        conditional: definition.conditional,
        definition,
      },
    ];
  });
}

/** A file as whoever has the folder finds it. */
function below(folder: string, file: string): string {
  const way = relative(folder, file);
  return way === '' || way.startsWith('..') || isAbsolute(way) ? file : way;
}

/** The folder that places are told from: a flake's own, or that of a file. */
export const folderOf = (target: string): string =>
  /\.nix$/.test(target) ? dirname(target) : target;
