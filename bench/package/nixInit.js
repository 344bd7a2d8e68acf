// What nix-init decides, by its rules as they are written in its source (2646a80, July 2026): a peer
// that cannot be run here, since it builds the source with Nix before it looks at it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @returns builder, mainProgram, licences, inputs of a checked out repository. */
export function nixInit(
  folder,
  repo,
  { crates, recognise, licenceAttribute, parseLock, parseModule },
) {
  const has = (name) => existsSync(join(folder, name));
  const text = (name) => (has(name) ? readFileSync(join(folder, name), 'utf8') : undefined);
  const name = repo
    .split('/')[1]
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[_.\s]+/g, '-')
    .toLowerCase();
  const python = has('pyproject.toml') || has('setup.py');
  const builder = has('go.mod')
    ? 'buildGoModule'
    : has('Cargo.toml') && !python
      ? 'rustPlatform.buildRustPackage'
      : python
        ? 'python3Packages.buildPythonApplication'
        : has('package.json') && (has('package-lock.json') || has('npm-shrinkwrap.json'))
          ? 'buildNpmPackage'
          : 'stdenv.mkDerivation';
  const native = [];
  const build = [];
  if (has('CMakeLists.txt') && builder === 'stdenv.mkDerivation') native.push('cmake');
  if (has('meson.build') && builder === 'stdenv.mkDerivation')
    native.push('meson', 'ninja', 'pkg-config');
  if (has('Cargo.lock') && builder.includes('Rust'))
    for (const { name: crate } of parseLock(text('Cargo.lock'), '') ?? [])
      for (const [attribute, kind] of crates[crate] ?? [])
        (kind === 'native' ? native : build).push(attribute);
  if (builder === 'buildGoModule')
    for (const { name: path } of parseModule(text('go.mod'), '')?.requires ?? [])
      if (path === 'github.com/google/gopacket') build.push('libpcap');
  const licences = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|unlicense)/i.test(file))
    .map((file) => {
      try {
        return recognise(readFileSync(join(folder, file), 'utf8'));
      } catch {
        return undefined;
      }
    })
    .filter((id) => id !== undefined)
    .map((id) => licenceAttribute(id) ?? licenceAttribute(`${id}-only`));
  return {
    builder,
    mainProgram: name,
    licences: licences.length > 0 ? [...new Set(licences)] : ['unfree'],
    native: [...new Set(native)],
    build: [...new Set(build)],
  };
}
