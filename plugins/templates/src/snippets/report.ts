import { schema, type Infer } from '@nixai/api';
import type { Snippet } from './store.js';

const { object, string, boolean, list, optional } = schema;

export const snippetLine = object({ name: string, description: string, tags: list(string) });
export type SnippetLine = Infer<typeof snippetLine>;

/** What was kept, and what could not be. */
export const kept = object({
  name: string,
  file: string,
  tags: list(string),
  nix: string,
  left: list(object({ path: string, why: string })),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type Kept = Infer<typeof kept>;

/** What a list shows of a snippet. */
export const lineOf = ({ name, description, tags }: Snippet): SnippetLine => ({
  name,
  description,
  tags,
});
