import { hashPlaces, isFake, putHash } from '../edit/places.js';

/** A hash that Nix found to be another one than was given. */
export interface Mismatch {
  /** `source`, `weather-1.2-go-modules`: the name of what was fetched. */
  readonly name: string;
  readonly specified: string;
  readonly got: string;
}

const sri = /sha(?:256|512)-[A-Za-z0-9+/]+=*/;

/** Reads them from a build log, in the words of each Nix: `specified:`, `got:`, and `wanted:` of old. */
export function findMismatches(log: string): readonly Mismatch[] {
  const found: Mismatch[] = [];
  let name = '';
  let specified: string | undefined;
  for (const line of log.replace(/\p{Cc}\[[\d;]*m/gu, '').split('\n')) {
    const drv =
      /hash mismatch .*?'?\/nix\/store\/[a-z0-9]{32}-([\w.+?=-]+?)(?:\.drv)?'?:?\s*$/.exec(
        line,
      )?.[1];
    if (drv !== undefined) [name, specified] = [drv, undefined];
    const said = /^[>\s\w.-]*?\b(specified|wanted|got):\s+(\S+)/.exec(line);
    const hash = said === null ? undefined : sri.exec(said[2]!)?.[0];
    if (hash === undefined) continue;
    if (said![1] !== 'got') specified = hash;
    else if (specified !== undefined && name !== '') {
      found.push({ name, specified, got: hash });
      specified = undefined;
    }
  }
  return found;
}

/** A text with the right hash in the place of a wrong one, or why there is no such place. */
export type Replaced =
  { readonly text: string; readonly attribute: string } | { readonly why: string };

/**
 * Puts a hash where the text has the one that was specified: `lib.fakeHash` and an empty string are
 * the false one. Nothing else is ever replaced.
 */
export function replaceHash(text: string, { name, specified, got }: Mismatch): Replaced {
  const places = hashPlaces(text).filter(
    ({ value }) => value === `"${specified}"` || (isFake(`"${specified}"`) && isFake(value)),
  );
  const isSource = name === 'source' || /\.(?:tar\.\w+|tgz|zip)$/.test(name);
  const fitting =
    places.length > 1 ? places.filter(({ inside }) => (inside === 'src') === isSource) : places;
  const [place, second] = fitting;
  if (place === undefined) return { why: `it has no hash ${specified}` };
  if (second !== undefined) return { why: `it has several that could be that of ${name}` };
  return { text: putHash(text, place, `"${got}"`), attribute: place.attribute };
}
