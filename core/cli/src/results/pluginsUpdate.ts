import { schema } from '@nixai/api';

const { boolean, list, object, oneOf, optional, string } = schema;

export const pluginsUpdateResult = object({
  updated: list(string),
  plugins: list(
    object({
      name: string,
      version: string,
      license: optional(string),
      source: oneOf('registry', 'tarball', 'git', 'folder'),
      from: string,
      publisher: optional(string),
      integrity: { ...string, pattern: '^sha512-' },
      signedBy: optional(string),
      notSigned: optional(list(string)),
      official: optional(boolean),
      provenance: boolean,
      apiRange: optional(string),
      scripts: list(string),
      installed: optional(string),
      changes: boolean,
      needs: list(string),
      effects: optional(list(string)),
    }),
  ),
});
