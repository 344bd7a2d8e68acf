import { isTable, lookUp, stringAt, stringsAt, tableAt, type Table } from '../shared/toml.js';

/** A dependency of a crate, as its manifest asks for it. */
export interface CrateDependency {
  /** Its name in the lock. */
  readonly name: string;
  /** How the manifest calls it, where that is another name. */
  readonly key: string;
  readonly version?: string;
  readonly optional: boolean;
  readonly features: readonly string[];
  readonly defaultFeatures: boolean;
  readonly scope: 'runtime' | 'build' | 'development';
}

/** Dependencies for Linux, those of the workspace put in. */
export function dependenciesOf(manifest: Table, workspace: Table): readonly CrateDependency[] {
  const tables: [Table, CrateDependency['scope']][] = [];
  const take = (table: Table): void => {
    tables.push(
      [tableAt(table, 'dependencies'), 'runtime'],
      [tableAt(table, 'build-dependencies'), 'build'],
      [tableAt(table, 'dev-dependencies'), 'development'],
    );
  };
  take(manifest);
  for (const [target, table] of Object.entries(tableAt(manifest, 'target')))
    if (isForLinux(target) && isTable(table)) take(table);
  return tables.flatMap(([table, scope]) =>
    Object.entries(table).map(([key, value]) => {
      const inherited =
        lookUp(value, 'workspace') === true
          ? lookUp(workspace, 'workspace', 'dependencies', key)
          : undefined;
      const own = inherited ?? value;
      return {
        key,
        name: stringAt(own, 'package') ?? key,
        version: typeof own === 'string' ? own : stringAt(own, 'version'),
        optional: lookUp(value, 'optional') === true,
        features: [...stringsAt(inherited, 'features'), ...stringsAt(value, 'features')],
        defaultFeatures:
          lookUp(own, 'default-features') !== false && lookUp(value, 'default-features') !== false,
        scope,
      };
    }),
  );
}

/** Whether `cfg(…)` or a triple can be Linux; what is not understood can. */
export function isForLinux(target: string): boolean {
  if (!target.startsWith('cfg(')) return /linux/.test(target);
  const text = target.replace(/\s+/g, '');
  if (/^cfg\((?:all\()?(?:[^()]*,)?target_env="(?:musl|msvc)"/.test(text)) return false;
  if (
    /^cfg\(not\((?:windows|target_os="(?:windows|macos|ios|android)"|target_family="(?:windows|wasm)")\)\)$/.test(
      text,
    )
  )
    return true;
  if (/^cfg\(not\((?:unix|target_os="linux"|target_family="unix")\)\)$/.test(text)) return false;
  if (
    /(?:^|[(,])(?:unix|target_os="linux"|target_family="unix")/.test(text.slice(3)) &&
    !/not\((?:unix|target_os="linux")/.test(text)
  )
    return true;
  const names =
    /(?:windows|macos|ios|freebsd|openbsd|netbsd|dragonfly|android|wasm|redox|wasi|haiku|solaris|illumos|apple|hermit|emscripten|target_vendor="apple"|target_env="(?:musl|msvc)"|target_arch="(?:wasm32|arm|aarch64|powerpc)")/;
  return !names.test(text.replace(/not\((?:[^()]|\([^()]*\))*\)/g, ''));
}

/** The features that a build without flags has, and all that follows from them. */
export function activeFeatures(
  manifest: Table,
  asked: readonly string[] = ['default'],
): ReadonlySet<string> {
  const features = tableAt(manifest, 'features');
  const active = new Set<string>();
  const queue = [...asked];
  for (let index = 0; index < queue.length; index++) {
    const feature = queue[index]!;
    if (active.has(feature)) continue;
    active.add(feature);
    queue.push(...stringsAt(features, feature));
  }
  return active;
}

/** The programs that a crate makes. */
export function binariesOf(
  manifest: Table,
  files: { has(path: string): boolean; readonly files: readonly string[] },
  active: ReadonlySet<string>,
): readonly string[] {
  const name = stringAt(manifest, 'package', 'name');
  const declared = lookUp(manifest, 'bin');
  const bins: string[] = [];
  const paths = new Set<string>();
  const off: string[] = [];
  for (const bin of Array.isArray(declared) ? declared : []) {
    const called = stringAt(bin, 'name');
    const path = stringAt(bin, 'path');
    if (path !== undefined) paths.add(path.replace(/^\.\//, ''));
    if (called === undefined) continue;
    const isOn = stringsAt(bin, 'required-features').every((feature) => active.has(feature));
    (isOn ? bins : off).push(called);
  }
  if (lookUp(manifest, 'package', 'autobins') !== false && name !== undefined) {
    if (files.has('src/main.rs') && !paths.has('src/main.rs')) bins.push(name);
    for (const file of files.files) {
      const found = /^src\/bin\/([^/]+?)(?:\.rs|\/main\.rs)$/.exec(file)?.[1];
      if (found !== undefined && !paths.has(file) && !off.includes(found)) bins.push(found);
    }
  }
  return [...new Set(bins)];
}
