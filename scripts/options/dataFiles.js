// The files of core/options/data, as they are read and written.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Where they are. */
export const data = join(import.meta.dirname, '../../core/options/data');

/** JSON, packed with brotli where its name ends so. */
export function readJson(path) {
  const bytes = readFileSync(path);
  return JSON.parse(path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes);
}

/** A default as Nix code, where it is short enough to be worth telling. */
function defaultOf({ default: value }) {
  if (typeof value !== 'object' || value?._type !== 'literalExpression') return undefined;
  const text = value.text.trim();
  return text.length <= 160 ? text : undefined;
}

/** Declarations as paths inside the repository. */
const placesOf = ({ declarations = [] }) =>
  declarations.map((one) => (typeof one === 'string' ? one : (one.name ?? '')));

/** What is kept of each option, by name. */
export function factsOf(options) {
  return new Map(
    Object.entries(options).map(([name, option]) => [
      name,
      {
        type: option.type ?? 'unspecified value',
        default: defaultOf(option),
        places: placesOf(option),
      },
    ]),
  );
}

/** Writes the facts of a set, and its renames: the same for the same facts. */
export function writeSet(folder, body, renames) {
  writeFileSync(
    join(folder, `${body.set}.json.br`),
    brotliCompressSync(JSON.stringify(body), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }),
  );
  const lines = renames
    .toSorted((a, b) => (a.old < b.old ? -1 : 1))
    .map((one) => `  ${JSON.stringify(one)}`);
  writeFileSync(join(folder, `${body.set}.renames.json`), `[\n${lines.join(',\n')}\n]\n`);
}
