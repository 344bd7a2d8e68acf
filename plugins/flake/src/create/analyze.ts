import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What a file at the top of a project tells that its shell needs. */
const markers: readonly { readonly file: string; readonly tools: readonly string[] }[] = [
  { file: 'Cargo.toml', tools: ['cargo', 'rustc', 'clippy', 'rustfmt'] },
  { file: 'go.mod', tools: ['go', 'gopls'] },
  { file: 'package.json', tools: ['nodejs'] },
  { file: 'pnpm-lock.yaml', tools: ['pnpm'] },
  { file: 'yarn.lock', tools: ['yarn'] },
  { file: 'deno.json', tools: ['deno'] },
  { file: 'pyproject.toml', tools: ['python3'] },
  { file: 'requirements.txt', tools: ['python3'] },
  { file: 'uv.lock', tools: ['uv'] },
  { file: 'poetry.lock', tools: ['poetry'] },
  { file: 'Gemfile', tools: ['ruby'] },
  { file: 'composer.json', tools: ['php', 'phpPackages.composer'] },
  { file: 'mix.exs', tools: ['elixir'] },
  { file: 'pom.xml', tools: ['jdk', 'maven'] },
  { file: 'build.gradle', tools: ['jdk', 'gradle'] },
  { file: 'build.gradle.kts', tools: ['jdk', 'gradle'] },
  { file: 'CMakeLists.txt', tools: ['cmake', 'gcc'] },
  { file: 'meson.build', tools: ['meson', 'ninja', 'pkg-config'] },
  { file: 'build.zig', tools: ['zig'] },
  { file: 'stack.yaml', tools: ['ghc', 'stack'] },
  { file: 'cabal.project', tools: ['ghc', 'cabal-install'] },
  { file: 'dune-project', tools: ['ocaml', 'dune_3'] },
  { file: 'justfile', tools: ['just'] },
];

/** Files that are written for `callPackage`. */
const packages = ['package.nix', 'nix/package.nix'];

/** What is at the top of a project. */
export interface Analyzed {
  /** Packages of nixpkgs for its shell. */
  readonly tools: readonly string[];
  /** The files that told so. */
  readonly found: readonly string[];
  /** A file that `callPackage` takes. */
  readonly package?: string;
}

/** What a project's folder tells of its flake. */
export function analyze(folder: string): Analyzed {
  const has = (name: string) => existsSync(join(folder, name));
  const found = markers.filter(({ file }) => has(file));
  const file = packages.find(has);
  return {
    tools: [...new Set(found.flatMap(({ tools }) => tools))],
    found: [...found.map((one) => one.file), ...(file === undefined ? [] : [file])],
    ...(file !== undefined && { package: `./${file}` }),
  };
}
