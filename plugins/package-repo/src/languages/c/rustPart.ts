import type { Attribute, Input, PackageFacts } from '../../analyzer.js';
import { call, expression, set } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { rustInputs } from '../rust/inputs.js';
import { parseCargoLock } from '../rust/lock.js';
import { dependenciesOf } from '../rust/manifest.js';
import { parseToml, stringAt } from '../shared/toml.js';

/** What a project of C needs for the part of it that is Rust. */
interface RustPart {
  readonly inputs: readonly Input[];
  readonly attributes: readonly Attribute[];
  readonly dependencyHash: PackageFacts['dependencyHash'];
}

const buildFiles: Readonly<Record<string, RegExp>> = {
  meson: /(?:^|\/)meson\.build$|\.sh$/,
  autotools: /^configure\.(?:ac|in)$|(?:^|\/)Makefile\.am$/,
  make: /^(?:GNUm|M|m)akefile$/,
};

/** Whether the build system of a folder runs cargo itself, and makes more than shortcuts to it. */
export async function runsCargo(project: RepoView, buildSystem: string): Promise<boolean> {
  const pattern = buildFiles[buildSystem];
  if (pattern === undefined || !project.has('Cargo.toml')) return false;
  for (const file of project.files.filter((one) => pattern.test(one)).slice(0, 40)) {
    const text = await project.read(file);
    if (text === undefined) continue;
    if (buildSystem === 'make')
      return /\$[({]?CARGO|\bcargo\s+build/.test(text) && /\$[({](?:CXX|CC)[)}]/.test(text);
    if (/\bcargo\b/i.test(text) && (buildSystem !== 'meson' || file.endsWith('meson.build')))
      return true;
  }
  return false;
}

/** The crates of its lock, fetched beside the source, and what they need. */
export async function readRustPart(project: RepoView): Promise<RustPart> {
  const manifest = parseToml(await project.read('Cargo.toml')) ?? {};
  const lock = parseCargoLock(await project.read('Cargo.lock'), 'Cargo.lock');
  const own = lock?.filter(({ source }) => source === undefined) ?? [];
  const dependencies = dependenciesOf(manifest, manifest);
  const { inputs } = rustInputs(
    manifest,
    // A workspace has no dependencies of its own: all that its crates have in the lock are built.
    dependencies.length > 0
      ? dependencies
      : own.map(({ name }) => ({
          name,
          key: name,
          optional: false,
          features: [],
          defaultFeatures: true,
          scope: 'runtime' as const,
        })),
    lock,
    stringAt(manifest, 'package', 'name') ?? '',
    'Cargo.toml',
  );
  const from = lock === undefined ? 'Cargo.toml' : 'Cargo.lock';
  const tools = ['cargo', 'rustc', 'rustPlatform.cargoSetupHook'].map((attribute): Input => ({
    attribute,
    kind: 'native',
    from,
    why: 'a part of it is Rust',
  }));
  return {
    inputs: [...tools, ...inputs],
    attributes: [
      {
        name: 'cargoDeps',
        value: call(
          'rustPlatform.fetchCargoVendor',
          set([['inherit', expression('(finalAttrs) pname version src')]]),
        ),
        from,
        why: 'its crates',
      },
    ],
    dependencyHash: { attribute: 'cargoDeps.hash', kind: 'cargo', lock: 'Cargo.lock' },
  };
}
