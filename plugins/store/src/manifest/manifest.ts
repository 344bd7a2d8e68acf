import { schema, type Infer } from '@nixai/api';

const { object, string, list, integer, number, optional, literal, oneOf, described } = schema;

/** What can be chosen with `--scope`. */
export const scopes = ['system', 'users', 'config', 'state'] as const;
export type Scope = (typeof scopes)[number];

/** The version of what is written; a reader refuses a greater one. */
export const manifestVersion = 1;

const sha256 = described('SHA-256 in hex', string);

/** A file of the machine, as the archive has it. */
const fileSchema = object({
  path: described('Absolute', string),
  kind: oneOf('file', 'folder', 'link', 'hard-link', 'pipe'),
  mode: described('Permission bits', integer),
  uid: integer,
  gid: integer,
  size: described('Bytes; of a file', integer),
  modified: described('As tar has it, to the nanosecond', string),
  sha256: optional(described('Of a file', string)),
  target: optional(described('Of a link', string)),
});
export type BackedUpFile = Infer<typeof fileSchema>;

const archiveSchema = object({
  name: described('files.tar, or secrets.tar in an encrypted repository', string),
  sha256,
  size: integer,
  files: list(fileSchema),
});
export type Archive = Infer<typeof archiveSchema>;

const rootSchema = object({
  name: described('The link that keeps it: profiles/system', string),
  path: string,
  generation: optional(integer),
});
export type BackupRoot = Infer<typeof rootSchema>;

const pathSchema = object({
  path: string,
  narHash: described('SRI, as Nix says it', string),
  narSize: integer,
  references: described('Names in the store', list(string)),
  nar: described('Below cache/', string),
  narinfo: described('SHA-256 of the .narinfo', string),
});
export type BackedUpPath = Infer<typeof pathSchema>;

/** `paths.json`: all store paths of a backup. The same ones give the same bytes, so that a repository has them once. */
export const pathListSchema = list(pathSchema);

/** `manifest.json`: what a backup holds. Its last field is the hash of all that is before it. */
export const manifestSchema = object({
  format: literal('nixai-store-backup'),
  version: number,
  id: string,
  made: described('ISO 8601', string),
  host: string,
  platform: described('The kind of machine, as Nix names it: x86_64-linux', string),
  scope: list(oneOf(...scopes)),
  tools: described('Versions of nixai, nix and restic', schema.record(string)),
  store: described('The folder of the store', string),
  roots: list(rootSchema),
  pathList: described(
    'paths.json beside it',
    object({ sha256, paths: integer, bytes: described('Of the paths, unpacked', integer) }),
  ),
  cacheInfo: described('SHA-256 of cache/nix-cache-info', string),
  archives: list(archiveSchema),
  left: described('What is not in it', list(string)),
});
export type WrittenManifest = Infer<typeof manifestSchema>;

/** A manifest with the list that it names. */
export type Manifest = WrittenManifest & { readonly paths: readonly BackedUpPath[] };

/** How many files it has, and their bytes; a folder is none. */
export function countFiles({ archives }: Pick<Manifest, 'archives'>): {
  readonly files: number;
  readonly bytes: number;
} {
  const all = archives.flatMap(({ files }) => files).filter(({ kind }) => kind !== 'folder');
  return { files: all.length, bytes: all.reduce((sum, { size }) => sum + size, 0) };
}
