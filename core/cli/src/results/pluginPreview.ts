import { schema } from '@nixai/api';

const { boolean, list, object, oneOf, optional, string } = schema;

/** What is shown of a plugin before it is installed, brought up to date or synced. */
export const pluginPreview = object({
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
});
