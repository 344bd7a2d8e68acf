import type { LoadedCommand } from '@nixai/api';

/** A command that is there, as its manifest has it; it is loaded when it is needed. */
export interface CatalogEntry {
  /** As it is typed: `config set`. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly origin: string;
  readonly summary: string;
  readonly hidden: boolean;
  /** The names of the tools that it offers to agents. */
  readonly tools?: readonly string[];
  load(): Promise<LoadedCommand>;
}

/** Every command that may be run on this machine. */
export type Catalog = () => readonly CatalogEntry[];

/** The command that the first words name, by the longest name that fits, and the words after it. */
export function commandAt(
  catalog: readonly CatalogEntry[],
  words: readonly string[],
): { readonly entry: CatalogEntry; readonly rest: readonly string[] } | undefined {
  let found: { entry: CatalogEntry; rest: readonly string[] } | undefined;
  for (const entry of catalog)
    for (const name of [entry.id, ...entry.aliases]) {
      const parts = name.split(' ');
      const fits = parts.every((part, at) => words[at] === part);
      if (fits && (found === undefined || words.length - parts.length < found.rest.length))
        found = { entry, rest: words.slice(parts.length) };
    }
  return found;
}
