import { schema, type Infer } from '@nixai/api';
import type { Snippet } from './store.js';

const { object, string, boolean, list, optional, oneOf } = schema;

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

/** What was packed. */
export const exported = object({
  file: string,
  names: list(string),
  sha256: string,
  signed: boolean,
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});

/** What was taken over. */
export const imported = object({
  file: string,
  signature: object({
    outcome: oneOf('good', 'unsigned'),
    signer: optional(string),
    fingerprint: optional(string),
  }),
  snippets: list(
    object({
      ...{ name: string, description: string, tags: list(string), diff: string },
      state: oneOf('new', 'same', 'other'),
    }),
  ),
  left: list(object({ file: string, why: string })),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
});
export type Imported = Infer<typeof imported>;
