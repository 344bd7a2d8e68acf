import { NixaiError } from '@nixai/api';
import { textHash } from '../disk/hash.js';
import { manifestVersion, type Manifest } from './manifest.js';

/** The text of a manifest: JSON whose last field is the SHA-256 of what stands before it. */
export function manifestText(manifest: Manifest): string {
  const body = JSON.stringify(manifest).slice(0, -1);
  return `${body},"sha256":"${textHash(body)}"}\n`;
}

const ending = /,"sha256":"([0-9a-f]{64})"\}\n$/;

/**
 * Reads a manifest, and believes nothing of it unless its hash is right.
 * @param where what it is called in messages.
 * @throws NixaiError `manifest-damaged` or `manifest-newer`.
 */
export function readManifest(text: string, where: string): Manifest {
  // The ending is looked for in the last of it alone: it may be 10 MB.
  const [found, written] = ending.exec(text.slice(-100)) ?? [];
  if (found === undefined) throw damaged(where, 'it has no end: it was cut, or never finished');
  const body = text.slice(0, -found.length);
  if (textHash(body) !== written) throw damaged(where, 'its hash is another');
  const said = parsed(`${body}}`, where);
  if (said.format !== 'nixai-store-backup') throw damaged(where, 'it is none of nixai store');
  if (said.version > manifestVersion)
    throw new NixaiError({
      code: 'manifest-newer',
      what: `${where} has version ${said.version}, and this nixai reads ${manifestVersion}`,
      hint: 'nixai plugins update @nixai/plugin-store',
    });
  return said;
}

/** Who wrote the right hash wrote the rest too: it has the shape that it had. */
function parsed(text: string, where: string): Manifest {
  try {
    const said = JSON.parse(text) as Manifest;
    const lists = [said.paths, said.archives, said.roots, said.left, said.scope];
    if (!lists.every(Array.isArray)) throw new Error('a list is missing');
    return said;
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
