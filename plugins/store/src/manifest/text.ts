import { NixaiError } from '@nixai/api';
import { textHash } from '../disk/hash.js';
import { manifestVersion, type BackedUpPath, type WrittenManifest } from './manifest.js';
import { oddInManifest, oddInPaths } from './odd.js';

/** The text of a manifest: JSON whose last field is the SHA-256 of what stands before it. */
export const manifestText = (manifest: WrittenManifest): string => sealed(manifest);

/** JSON of an object, whose last field is the SHA-256 of what stands before it. */
export function sealed(what: object): string {
  const body = JSON.stringify(what).slice(0, -1);
  return `${body},"sha256":"${textHash(body)}"}\n`;
}

const ending = /,"sha256":"([0-9a-f]{64})"\}\n$/;

/**
 * Reads a manifest, and believes nothing of it unless its hash is right.
 * @param where what it is called in messages.
 * @throws NixaiError `manifest-damaged` or `manifest-newer`.
 */
export function readManifest(text: string, where: string): WrittenManifest {
  const said = unsealed(text, where) as WrittenManifest;
  if (said.format !== 'nixai-store-backup') throw damaged(where, 'it is none of nixai store');
  if (said.version > manifestVersion)
    throw new NixaiError({
      code: 'manifest-newer',
      what: `${where} has version ${said.version}, and this nixai reads ${manifestVersion}`,
      hint: 'nixai plugins update @nixai/plugin-store',
    });
  // The right hash says that nothing was changed since, and not who wrote it.
  const odd = oddInManifest(said);
  if (odd !== undefined) throw damaged(where, odd);
  return said;
}

/** What was sealed. @throws NixaiError `manifest-damaged` where any of it is another. */
export function unsealed(text: string, where: string): unknown {
  // The ending is looked for in the last of it alone: it may be 10 MB.
  const [found, written] = ending.exec(text.slice(-100)) ?? [];
  if (found === undefined) throw damaged(where, 'it has no end: it was cut, or never finished');
  const body = text.slice(0, -found.length);
  if (textHash(body) !== written) throw damaged(where, 'its hash is another');
  return parsed(`${body}}`, where);
}

/** The text of `paths.json`: a path a line. */
export const pathListText = (paths: readonly BackedUpPath[]): string =>
  `[${paths.map((one) => `\n${JSON.stringify(one)}`).join(',')}\n]\n`;

/**
 * Reads a list of store paths, and believes nothing of it unless it has the hash that its manifest says.
 * @throws NixaiError `manifest-damaged`.
 */
export function readPathList(
  text: string,
  { pathList, store }: Pick<WrittenManifest, 'pathList' | 'store'>,
  where: string,
): readonly BackedUpPath[] {
  if (textHash(text) !== pathList.sha256) throw damaged(where, 'its hash is another');
  const paths = parsed(text, where) as readonly BackedUpPath[];
  const odd = oddInPaths(paths, store);
  if (odd !== undefined) throw damaged(where, odd);
  return paths;
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw damaged(where, String(error));
  }
}

const damaged = (where: string, why: string): NixaiError =>
  new NixaiError({
    code: 'manifest-damaged',
    what: `${where} cannot be believed`,
    why,
    hint: 'nixai store snapshots, and take another one',
  });
