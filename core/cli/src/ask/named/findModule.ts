import { nextSegments, type OptionCatalog } from '@nixai/api';
import { plainName } from '../wish.js';
import { aliasOf } from './aliases.js';
import type { Thing } from './things.js';

/** A part of an option set that is named as a thing of the question is. */
export interface NamedModule {
  readonly set: 'nixos' | 'home-manager';
  /** Where its options lie: `services.kodi`. */
  readonly path: string;
  readonly thing: Thing;
  /** Whether it is switched on by `enable`. */
  readonly hasEnable: boolean;
}

/** Where the modules of programs, services and devices lie. */
const places: Readonly<Record<NamedModule['set'], readonly string[]>> = {
  nixos: [
    ...'services programs virtualisation hardware networking security boot'.split(' '),
    ...'services.hardware services.desktopManager services.displayManager'.split(' '),
    ...'services.xserver.windowManager services.xserver.desktopManager'.split(' '),
    ...'services.gnome boot.loader services.networking'.split(' '),
  ],
  'home-manager': [...'programs services xsession.windowManager wayland.windowManager'.split(' ')],
};

/** The module of a thing: what can be switched on before what only has options, the name as it is first. */
export function findModule(
  thing: Thing,
  set: NamedModule['set'],
  catalog: OptionCatalog,
): NamedModule | undefined {
  const alias = aliasOf(thing.name);
  const names = [...(alias === undefined ? [] : [alias]), ...spellingsOf(thing.name)];
  // Hardly any is there: the others are asked after once.
  const paths = names
    .flatMap((name) => places[set].map((place) => `${place}.${name}`))
    .filter((path) => catalog.match(path).outcome !== 'unknown');
  // Of what came with a newer release the facts may have no more than that it can be switched on.
  const switched = paths.find((path) => catalog.match(`${path}.enable`).outcome === 'option');
  if (switched !== undefined) return { set, path: switched, thing, hasEnable: true };
  const path = paths.find((one) => catalog.match(one).outcome === 'branch');
  return path === undefined ? undefined : { set, path, thing, hasEnable: false };
}

const firstLetters = 3;

/** The module whose name has the same letters, wherever it joins them: `ocs inventory agent` is `ocsinventory-agent`. */
export function moduleSpelt(thing: Thing, catalog: OptionCatalog): NamedModule | undefined {
  const wanted = plainName(thing.name);
  const beginning = thing.name.slice(0, firstLetters);
  const paths = ['services', 'programs'].flatMap((place) =>
    nextSegments(catalog, [place], beginning)
      .filter(({ segment }) => plainName(segment) === wanted)
      .map(({ segment }) => `${place}.${segment}`),
  );
  const path = paths.find((one) => catalog.match(`${one}.enable`).outcome === 'option');
  return path === undefined ? undefined : { set: 'nixos', path, thing, hasEnable: true };
}

/** `adguard home` is `adguardhome`, `adguard-home` or `adguardHome` somewhere; a server says that it is one. */
export function spellingsOf(name: string): string[] {
  const parts = name.split(/[ _-]/);
  const camel = parts.map((part, i) => (i === 0 ? part : capital(part))).join('');
  const plain = [...new Set([parts.join('-'), parts.join(''), camel])];
  return [...plain, ...plain.map((one) => `${one}-server`)];
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
