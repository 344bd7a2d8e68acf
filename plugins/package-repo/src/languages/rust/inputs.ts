import type { Attribute, Input } from '../../analyzer.js';
import { native } from '../../native/tables.js';
import { boolean, text } from '../../nix/value.js';
import { tableAt, type Table } from '../shared/toml.js';
import { reachable, type LockedCrate } from './lock.js';
import { activeFeatures, type CrateDependency } from './manifest.js';

/** What the crates of a build need beside crates. */
export interface RustInputs {
  readonly inputs: readonly Input[];
  readonly environment: readonly Attribute[];
}

/** Crates that build their own copy of the library where such a crate is in the lock. */
const bundledBy: Readonly<Record<string, string>> = { 'openssl-sys': 'openssl-src' };
/** Features of direct dependencies that ask for a copy of the library's source. */
const bundling =
  /^(?:vendored|bundled|static|vendored-libgit2|vendored-openssl|bundled-full|build-bundled|libz-rs)(?:$|-)/;
/** The crate whose library it is, by the crate that has such a feature. */
const bundledCrates: Readonly<Record<string, readonly string[]>> = {
  git2: ['libgit2-sys'],
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

/** From the crates that are really built to what nixpkgs has for them. */
export function rustInputs(
  manifest: Table,
  dependencies: readonly CrateDependency[],
  lock: readonly LockedCrate[] | undefined,
  crateName: string,
): RustInputs {
  const active = activeFeatures(manifest);
  const features = tableAt(manifest, 'features');
  const isOn = ({ key, optional }: CrateDependency): boolean =>
    !optional ||
    active.has(key) ||
    active.has(`dep:${key}`) ||
    [...active].some((one) => one.startsWith(`${key}/`));
  const used = dependencies.filter((one) => one.scope !== 'development' && isOn(one));
  const without = new Set<string>();
  // What only a feature that is off asks of a dependency is in the lock, and not in the build.
  for (const [feature, needs] of Object.entries(features)) {
    if (active.has(feature)) continue;
    for (const need of Array.isArray(needs) ? needs : []) {
      const found = typeof need === 'string' ? /^([\w-]+)\??\/([\w-]+)$/.exec(need) : null;
      if (found === null || active.has(need as string)) continue;
      const name = dependencies.find(({ key }) => key === found[1])?.name ?? found[1]!;
      without.add(`${name} ${found[2]}`);
    }
  }
  // git2 reaches a network only with its default features.
  if (used.some(({ name, defaultFeatures }) => name === 'git2' && !defaultFeatures))
    for (const edge of [
      'git2 openssl-sys',
      'git2 openssl-probe',
      'libgit2-sys openssl-sys',
      'libgit2-sys libssh2-sys',
    ])
      without.add(edge);
  const crates =
    lock === undefined
      ? new Map(
          used.map(({ name, version = '' }) => [
            name,
            { name, version, needs: [], from: 'Cargo.toml' },
          ]),
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
  for (const { name, features: asked, key } of used) {
    const turned = [...active]
      .filter((one) => one.startsWith(`${key}/`))
      .map((one) => one.slice(key.length + 1));
    if ([...asked, ...turned].some((one) => bundling.test(one)))
      for (const crate of bundledCrates[name] ?? []) bundled.add(crate);
  }
  const inputs: Input[] = [];
  const environment: Attribute[] = [];
  for (const { name, from } of crates.values()) {
    if (name === crateName) continue;
    const isBundled = bundled.has(name);
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
    if (isBundled && name === 'openssl-sys')
      inputs.push({ attribute: 'perl', kind: 'native', from, why: 'it builds a copy of OpenSSL' });
  }
  return { inputs: withoutDoubtful(inputs, present), environment };
}

/** The crate `cmake` runs the program only where a crate beside it has C sources for it. */
function withoutDoubtful(inputs: readonly Input[], present: ReadonlySet<string>): readonly Input[] {
  const withCSources = ['libz-ng-sys', 'aws-lc-sys', 'rdkafka-sys', 'libmimalloc-sys'];
  return inputs.filter(
    ({ why }) => why !== 'crate cmake' || withCSources.some((one) => present.has(one)),
  );
}
