import type { Attribute, Input } from '../../analyzer.js';
import { native } from '@nixai/packages';
import { boolean, list, text } from '../../nix/value.js';
import { stringsAt, tableAt, type Table } from '../shared/toml.js';
import { chooseFeatures, edgesThatAreOff, featuresOf } from './features.js';
import { reachable, type LockedCrate } from './lock.js';
import type { CrateDependency } from './manifest.js';
import { windowLibraries } from './window.js';

/** What the crates of a build need beside crates. */
export interface RustInputs {
  readonly inputs: readonly Input[];
  readonly attributes: readonly Attribute[];
}

/** Crates that build their own copy of the library where such a crate is in the lock. */
const bundledBy: Readonly<Record<string, string>> = {
  'openssl-sys': 'openssl-src',
  // Its feature for SQLite builds it, unless it is the one that is called unbundled.
  'libsqlite3-sys': 'sqlx-sqlite',
};
/** Features of direct dependencies that ask for a copy of the library's source. */
const bundling =
  /^(?:vendored|bundled|static|vendored-libgit2|vendored-openssl|bundled-full|build-bundled|libz-rs)(?:$|-)/;
/** The crate whose library it is, by the crate that has such a feature. */
const bundledCrates: Readonly<Record<string, readonly string[]>> = {
  git2: ['libgit2-sys', 'openssl-sys'],
  'libgit2-sys': ['libgit2-sys'],
  openssl: ['openssl-sys'],
  'native-tls': ['openssl-sys'],
  reqwest: ['openssl-sys'],
  rusqlite: ['libsqlite3-sys'],
  'libsqlite3-sys': ['libsqlite3-sys'],
  curl: ['curl-sys'],
  ssh2: ['libssh2-sys'],
  sqlx: ['libsqlite3-sys'],
  diesel: [],
};
/** Crates that build what they need of these themselves, so that theirs is no reason to give it. */
const withOwnCopies: Readonly<Record<string, readonly string[]>> = {
  'libz-sys': ['libgit2-sys', 'libssh2-sys', 'curl-sys'],
  'libssh2-sys': ['libgit2-sys'],
  // Types alone: what it would link comes with GTK.
  x11: ['gdkx11', 'gdkx11-sys', 'gdk4-x11', 'gdk4-x11-sys'],
};
/** Crates that others take only for a feature of the name, and that a lock has for anybody's: `cpal/jack`. */
const unlessAsked: readonly (readonly [crate: string, feature: string])[] = [
  ['cpal', 'jack'],
  ['viuer', 'sixel-rs'],
];
/** Libraries by the features of crates of which each links one. */
const byFeature: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mlua: { lua51: 'lua5_1', lua52: 'lua5_2', lua53: 'lua5_3', lua54: 'lua5_4', luajit: 'luajit' },
  x11: {
    glx: 'libGL',
    xcursor: 'libxcursor',
    xf86vmode: 'libxxf86vm',
    xft: 'libxft',
    xinerama: 'libxinerama',
    xinput: 'libxi',
    xmu: 'libxmu',
    xrandr: 'libxrandr',
    xrecord: 'libxtst',
    xrender: 'libxrender',
    xss: 'libxscrnsaver',
    xt: 'libxt',
    xtest: 'libxtst',
  },
};
/** What crates with bindings need, where there is no lock that says so. */
const wrapped: Readonly<Record<string, readonly string[]>> = {
  alsa: ['alsa-sys'],
  bzip2: ['bzip2-sys'],
  curl: ['curl-sys', 'openssl-sys'],
  git2: ['libgit2-sys', 'libssh2-sys', 'openssl-sys'],
  'libdbus-sys': ['libdbus-sys'],
  'libpulse-binding': ['libpulse-sys'],
  'native-tls': ['openssl-sys'],
  openssl: ['openssl-sys'],
  pcsc: ['pcsc-sys'],
  rusqlite: ['libsqlite3-sys'],
  ssh2: ['libssh2-sys'],
  udev: ['libudev-sys'],
  xz2: ['lzma-sys'],
  zstd: ['zstd-sys'],
};

/** From the crates that are really built to what nixpkgs has for them. */
export function rustInputs(
  manifest: Table,
  dependencies: readonly CrateDependency[],
  lock: readonly LockedCrate[] | undefined,
  crateName: string,
  file: string,
  programs: readonly string[] = [],
): RustInputs {
  const choice = chooseFeatures(manifest);
  const active = featuresOf(manifest, choice);
  const isOn = ({ key, optional }: CrateDependency): boolean =>
    !optional ||
    active.has(key) ||
    active.has(`dep:${key}`) ||
    [...active].some((one) => one.startsWith(`${key}/`));
  const used = dependencies.filter((one) => one.scope !== 'development' && isOn(one));
  const stem = (name: string): string => name.replace(/-rs$/, '');
  const isAsked = ([crate, feature]: readonly [string, string]): boolean =>
    [...active].some((one) => one.includes(stem(feature))) ||
    used.some(({ name, features }) => name === crate && features.includes(stem(feature)));
  // git2 reaches a network only with its default features.
  const without = new Set([
    ...unlessAsked.filter((one) => !isAsked(one)).map((one) => one.join(' ')),
    ...edgesThatAreOff(manifest, dependencies, active, lock),
    ...(used.some(
      ({ name, defaultFeatures, features }) =>
        name === 'git2' &&
        !defaultFeatures &&
        !features.some((one) => ['https', 'ssh'].includes(one)),
    )
      ? [
          'git2 openssl-sys',
          'git2 openssl-probe',
          'libgit2-sys openssl-sys',
          'libgit2-sys libssh2-sys',
        ]
      : []),
  ]);
  const crates =
    lock === undefined
      ? new Map(
          used
            .flatMap(({ name, version = '' }) => [
              { name, version },
              ...(wrapped[name] ?? []).map((needed) => ({ name: needed, version: '' })),
            ])
            .map((one): [string, LockedCrate] => [one.name, { ...one, needs: [], from: file }]),
        )
      : reachable(
          lock,
          used.map(({ name }) => name),
          without,
        );
  const present = new Set([...crates.values()].map(({ name }) => name));
  const bundled = new Set(
    Object.entries(bundledBy)
      .filter(([, by]) => present.has(by))
      .map(([name]) => name),
  );
  // The crate asks for a compiler of C only where it builds the copy that it brings.
  if (
    [...crates.values()].some(
      ({ name, needs }) =>
        name === 'libsqlite3-sys' && needs.some((need) => need.split(' ')[0] === 'cc'),
    )
  )
    bundled.add('libsqlite3-sys');
  if (bundled.has('openssl-sys') && onlyOffCopies(manifest, active, used))
    bundled.delete('openssl-sys');
  for (const { name, features: asked, key } of used) {
    const turned = [...active]
      .filter((one) => one.startsWith(`${key}/`))
      .map((one) => one.slice(key.length + 1));
    if ([...asked, ...turned].some((one) => bundling.test(one)))
      for (const crate of bundledCrates[name] ?? []) bundled.add(crate);
  }
  const inputs: Input[] = used
    .filter(({ features }) => !features.some((one) => bundling.test(one)))
    .flatMap(({ name, features }) =>
      features.flatMap((feature): Input[] => {
        const attribute = byFeature[name]?.[feature];
        if (attribute === undefined) return [];
        const why = `crate ${name}, feature ${feature}`;
        return [
          { attribute, kind: 'build', from: file, why },
          { attribute: 'pkg-config', kind: 'native', from: file, why },
        ];
      }),
    );
  const environment: Attribute[] = [];
  for (const { name, version, from } of crates.values()) {
    if (name === crateName) continue;
    const isBundled = bundled.has(name);
    if (isOnlyFor(name, withOwnCopies[name], crates)) continue;
    for (const [attribute = '', kind] of native.crate(name) ?? []) {
      if (isBundled && !(name === 'libgit2-sys' && attribute === 'pkg-config')) continue;
      inputs.push({
        attribute,
        kind: kind === 'native' ? 'native' : 'build',
        from,
        why: `crate ${name}`,
      });
    }
    for (const [variable, value] of isBundled
      ? []
      : Object.entries(native.crateEnvironment(name) ?? {}))
      environment.push({
        name: `env.${variable}`,
        value: typeof value === 'boolean' ? boolean(value) : text(String(value)),
        from,
        why: `crate ${name} takes the library of nixpkgs`,
      });
    if (name === 'xcb' && version.startsWith('0.'))
      inputs.push({ attribute: 'python3', kind: 'native', from, why: 'crate xcb before 1.0' });
    if (isBundled && name === 'openssl-sys')
      inputs.push({ attribute: 'perl', kind: 'native', from, why: 'it builds a copy of OpenSSL' });
  }
  const attributes = [...environment];
  if (choice.instead !== undefined) {
    const from = file;
    attributes.push({
      name: 'buildNoDefaultFeatures',
      value: boolean(true),
      from,
      why: 'its default builds copies of libraries that nixpkgs has',
    });
    if (choice.instead.length > 0)
      attributes.push({
        name: 'buildFeatures',
        value: list(choice.instead.map(text)),
        from,
        why: 'the rest of its default',
      });
    if (choice.unbundled.includes('libgit2') && present.has('libgit2-sys')) {
      inputs.push({ attribute: 'libgit2', kind: 'build', from, why: 'crate libgit2-sys' });
      attributes.push({
        name: 'env.LIBGIT2_NO_VENDOR',
        value: boolean(true),
        from,
        why: 'crate libgit2-sys takes the library of nixpkgs',
      });
    }
  }
  const window = windowLibraries(crates);
  inputs.push(...window.inputs);
  return {
    inputs: withoutDoubtful(inputs, present),
    attributes: [...attributes, ...window.attributes(programs)],
  };
}

/** Whether a copy is in the lock for a feature of the project alone, and that feature is off. */
function onlyOffCopies(
  manifest: Table,
  active: ReadonlySet<string>,
  used: readonly CrateDependency[],
): boolean {
  const asks = (one: string): boolean => /\/(?:vendor|bundle)/.test(one);
  const off = Object.keys(tableAt(manifest, 'features')).some(
    (feature) =>
      !active.has(feature) && stringsAt(tableAt(manifest, 'features'), feature).some(asks),
  );
  return (
    off &&
    ![...active].some(asks) &&
    !used.some(
      ({ name, features }) =>
        bundledCrates[name]?.includes('openssl-sys') === true &&
        features.some((one) => bundling.test(one)),
    )
  );
}

/** Whether all that need a crate are among some that do without its library. */
function isOnlyFor(
  name: string,
  some: readonly string[] | undefined,
  crates: ReadonlyMap<string, LockedCrate>,
): boolean {
  if (some === undefined) return false;
  const parents = [...crates.values()].filter(({ needs }) =>
    needs.some((need) => need.split(' ')[0] === name),
  );
  return parents.length > 0 && parents.every((parent) => some.includes(parent.name));
}

/** What comes with an input, and has no need to be said beside it. */
const bringing: Readonly<Record<string, readonly string[]>> = {
  gtk3: ['atk', 'cairo', 'pango'],
  gtk4: ['cairo', 'graphene', 'pango'],
  'libdbusmenu-gtk3': ['libdbusmenu'],
};

/** The crate `cmake` runs the program only where a crate beside it has C sources for it. */
function withoutDoubtful(inputs: readonly Input[], present: ReadonlySet<string>): readonly Input[] {
  const withCSources = ['libz-ng-sys', 'aws-lc-sys', 'rdkafka-sys', 'libmimalloc-sys'];
  const brought = new Set(inputs.flatMap(({ attribute }) => bringing[attribute] ?? []));
  // With no library to find there is nothing to ask pkg-config for.
  const finds = inputs.some(({ kind }) => kind === 'build');
  return inputs.filter(
    ({ attribute, why }) =>
      (finds || attribute !== 'pkg-config') &&
      !brought.has(attribute) &&
      (why !== 'crate cmake' || withCSources.some((one) => present.has(one))) &&
      // Protox compiles what prost-build would call protoc for.
      (why !== 'crate prost-build' || !present.has('protox')),
  );
}
