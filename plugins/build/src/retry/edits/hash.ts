import { hexOfNixHash, sriOf, waysOfWriting } from '@nixai/nix-cli/hashes';
import { replaced, type Editor, type OwnFiles } from './edit.js';

interface Place {
  readonly file: readonly [string, string];
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** A download has another hash than the file says: the one that Nix got is written in its place. */
export const editHash: Editor = ({ class: of, facts = {} }, own) => {
  const { specified, got } = facts;
  if (of !== 'fod-hash-mismatch' || specified === undefined || got === undefined) return undefined;
  const right = sri(got);
  const places = placesOf(specified, right, own);
  const [only, second] = places;
  if (only === undefined) return { why: `none of your Nix files here has the hash ${specified}` };
  if (second !== undefined)
    return {
      why: `${places.length} places have that hash: ${places.map(placed).join(', ')}. The one that is meant gets "${right}"`,
    };
  return replaced(only.file, only, only.by, `writes the hash that Nix got: ${right}`);
};

function placesOf(specified: string, right: string, own: OwnFiles): Place[] {
  const ways = waysOfWriting(specified);
  const literal = new RegExp((ways.length > 0 ? ways : [specified]).map(escaped).join('|'), 'g');
  return [...own].flatMap((file) => [
    ...[...file[1].matchAll(literal)].map((found) => placeOf(file, found, right)),
    ...(isOpen(specified) ? [...file[1].matchAll(open)] : []).map((found) =>
      placeOf(file, found, `${found[1] ?? ''}"${right}"`),
    ),
  ]);
}

const placeOf = (file: Place['file'], found: RegExpExecArray, by: string): Place => ({
  ...{ file, by, start: found.index, end: found.index + found[0].length },
});

/** `lib.fakeHash` and its like, and a hash that is left empty. */
const open = /(\b\w*(?:[hH]ash|[sS]ha256)\s*=\s*)(?:(?:lib\.)?fake(?:Hash|Sha256)\b|"")/g;

const isOpen = (hash: string): boolean => /^0{64}$/.test(hexOfNixHash(hash) ?? '');

/** As Nix writes it today, where it can be rewritten. */
function sri(hash: string): string {
  const hex = hexOfNixHash(hash);
  return hex === undefined ? hash : sriOf(hex);
}

const placed = ({ file: [name, text], start }: Place): string =>
  `${name}:${text.slice(0, start).split('\n').length}`;

const escaped = (text: string): string => text.replace(/[+/.]/g, '\\$&');
