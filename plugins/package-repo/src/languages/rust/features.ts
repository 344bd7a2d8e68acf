import { stringsAt, tableAt, type Table } from '../shared/toml.js';
import { reachable, type LockedCrate } from './lock.js';
import { activeFeatures, type CrateDependency } from './manifest.js';

/** What a build is asked for beside the default of the crate. */
interface FeatureChoice {
  /** Where the default has features that build copies of libraries: the default without those. */
  readonly instead?: readonly string[];
  /** Libraries of which the default would build a copy: `openssl`, `libgit2`. */
  readonly unbundled: readonly string[];
}

const ofCopies = /^(?:vendor(?:ed)?|bundled?)(?:[-_](.+))?$|^(.+)[-_](?:vendor(?:ed)?|bundled?)$/;

/**
 * A project whose default builds copies of libraries, by a feature that can be left away, is built
 * with those of nixpkgs.
 */
export function chooseFeatures(manifest: Table): FeatureChoice {
  const byDefault = stringsAt(tableAt(manifest, 'features'), 'default');
  const copies = byDefault.filter((feature) => ofCopies.test(feature));
  if (copies.length === 0) return { unbundled: [] };
  return {
    instead: byDefault.filter((feature) => !copies.includes(feature)),
    unbundled: copies.flatMap((feature) => {
      const found = ofCopies.exec(feature);
      return found?.[1] ?? found?.[2] ?? [];
    }),
  };
}

/** The features of a build: the default, or what was chosen in its place. */
export function featuresOf(manifest: Table, choice: FeatureChoice): ReadonlySet<string> {
  return activeFeatures(manifest, choice.instead ?? ['default']);
}

/**
 * Edges `FROM TO` of the lock that no feature of this build asks for. A lock has what any feature of
 * the workspace needs, and not which feature it was: that is told by the manifest where a feature
 * passes one on (`librespot-playback/gstreamer-backend`), and there by the name of what it is for.
 */
export function edgesThatAreOff(
  manifest: Table,
  dependencies: readonly CrateDependency[],
  active: ReadonlySet<string>,
  lock: readonly LockedCrate[] | undefined,
): ReadonlySet<string> {
  const passed = (features: Iterable<string>): Map<string, Set<string>> => {
    const to = new Map<string, Set<string>>();
    for (const one of features) {
      const found = /^([\w-]+)\??\/([\w-]+)$/.exec(one);
      if (found === null) continue;
      const name = dependencies.find(({ key }) => key === found[1])?.name ?? found[1]!;
      to.set(name, (to.get(name) ?? new Set()).add(found[2]!));
    }
    return to;
  };
  const features = tableAt(manifest, 'features');
  const off = passed(
    Object.keys(features)
      .filter((feature) => !active.has(feature))
      .flatMap((feature) => stringsAt(features, feature))
      .filter((one) => !active.has(one)),
  );
  const on = passed(active);
  const edges = new Set<string>();
  for (const [crate, names] of off) {
    for (const name of names) edges.add(`${crate} ${name}`);
    const wanted = [...(on.get(crate) ?? [])];
    for (const { name, needs } of lock ?? []) {
      if (name !== crate) continue;
      const dropped = needs
        .map((need) => need.split(' ')[0]!)
        .filter(
          (need) =>
            [...names].some((feature) => isFor(feature, need)) &&
            !wanted.some((feature) => isFor(feature, need)),
        );
      for (const need of dropped) edges.add(`${crate} ${need}`);
      for (const need of broughtAlong(needs, dropped, lock ?? [])) edges.add(`${crate} ${need}`);
    }
  }
  const wordsOf = (feature: string): readonly string[] =>
    feature.split(/[-_/]/).filter((word) => word.length >= 3);
  const onWords = new Set([...active].flatMap(wordsOf));
  for (const [crate, names] of off) {
    const direct = (lock ?? [])
      .filter(({ name }) => name === crate)
      .flatMap(({ needs }) => needs.map((need) => need.split(' ')[0]!));
    const words = [...names]
      .filter(
        (feature) =>
          !/static|vendor|bundle/.test(feature) && !direct.some((need) => isFor(feature, need)),
      )
      .flatMap(wordsOf)
      .filter((word) => !onWords.has(word));
    for (const edge of bindingsBelow(crate, words, lock ?? [])) edges.add(edge);
  }
  for (const edge of tlsThatIsOff(manifest, active, lock ?? [])) edges.add(edge);
  return edges;
}

/** Edges below a crate to bindings that have a word of a feature for a name: `pgp-gpg` and `gpgme-sys`. */
function bindingsBelow(
  crate: string,
  words: readonly string[],
  lock: readonly LockedCrate[],
): readonly string[] {
  if (words.length === 0 || !lock.some(({ name }) => name === crate)) return [];
  const below = reachable(lock, [crate], new Set());
  return [...below.values()].flatMap(({ name, needs }) =>
    needs
      .map((need) => need.split(' ')[0]!)
      .filter(
        (need) =>
          need.endsWith('-sys') && words.some((word) => need.replace(/^lib/, '').startsWith(word)),
      )
      .map((need) => `${name} ${need}`),
  );
}

/** OpenSSL by the name of a feature that is off, where Rustls by another one is on. */
function tlsThatIsOff(
  manifest: Table,
  active: ReadonlySet<string>,
  lock: readonly LockedCrate[],
): readonly string[] {
  const isOff = Object.keys(tableAt(manifest, 'features')).some(
    (feature) => /native[-_]?tls|openssl/.test(feature) && !active.has(feature),
  );
  const isOn = [...active].some((feature) => /rust[-_]?tls/.test(feature));
  if (!isOff || !isOn) return [];
  return lock.flatMap(({ name, needs }) =>
    needs
      .map((need) => need.split(' ')[0]!)
      .filter((need) => ['native-tls', 'hyper-tls', 'tokio-native-tls', 'openssl'].includes(need))
      .map((need) => `${name} ${need}`),
  );
}

/** Whether a feature is for a crate, by their names: `pulseaudio-backend` and `libpulse-binding`. */
function isFor(feature: string, crate: string): boolean {
  const stem = feature.replace(/[-_](?:backend|support|dl)$/, '');
  const name = crate
    .replace(/^lib(?=\w{3})/, '')
    .replace(/[-_](?:sys|rs|binding|simple-binding)$/, '');
  return stem.length >= 3 && name.length >= 3 && (name.startsWith(stem) || stem.startsWith(name));
}

/** Bindings to C libraries that came for a crate which is left away, and that it needs itself. */
function broughtAlong(
  needs: readonly string[],
  dropped: readonly string[],
  lock: readonly LockedCrate[],
): readonly string[] {
  const of = (name: string): readonly string[] =>
    lock
      .filter((one) => one.name === name)
      .flatMap((one) => one.needs.map((need) => need.split(' ')[0]!));
  const ofDropped = new Set(dropped.flatMap(of));
  return needs
    .map((need) => need.split(' ')[0]!)
    .filter((need) => ofDropped.has(need) && of(need).includes(`${need}-sys`));
}
