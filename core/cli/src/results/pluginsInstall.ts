import { schema } from '@nixai/api';

const { boolean, described, list, object, oneOf, optional, string } = schema;

export const pluginsInstallResult = object({
  installed: boolean,
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
  bundled: optional(
    described('Names that are part of this nixai, and were left as they are', list(string)),
  ),
});
