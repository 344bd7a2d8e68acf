import { isPlainValue } from './plainValue.js';
import { readValue } from './quoted.js';
import { kindOfSetting } from './findAssignments.js';
import { matchesOf, type Finder } from './span.js';

/** `passwordFile = pkgs.writeText "name" "…"`: a secret that goes through the store. */
const writtenFile =
  /(?<![\w.-])(?:[\w-]{1,60}\.){0,8}(?<name>[\w-]{1,60}?)_?[Ff]ile["']?\s{0,20}=\s{0,20}[^;"'\n]{0,60}["']?[^;"'\n]{0,60}\b(?:writeText|toFile)\s{1,20}["'][^"'\n]{1,100}["']\s{1,20}/g;

/** Secrets that a Nix file hands on as a file of the store. */
export const findInNix: Finder = function* (text) {
  for (const match of matchesOf(text, writtenFile)) {
    const { start, end, form } = readValue(text, match.index + match[0].length);
    const value = text.slice(start, end).trim();
    if (form !== 'quoted' || isPlainValue(value)) continue;
    const name = match.groups?.['name'] ?? '';
    // A file that is a key may be any words.
    const isKey = /(?:^|[a-z])key$/i.test(name) && !/pub/i.test(name);
    const kind = kindOfSetting(name, value) ?? (isKey ? 'passphrase' : undefined);
    if (kind !== undefined) yield { start, end, kind };
  }
};
