import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { derivationOf } from '../testing/project.js';
import { openNames, stubExpression } from './stub.js';

const hasNix = (() => {
  try {
    execFileSync('nix-instantiate', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const lock = '{"lockfileVersion":3,"packages":{}}';
/** A project of each kind, with what makes its derivation as full as it gets. */
const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  go: {
    'go.mod': 'module a.org/b\n',
    'main.go': 'package main\n// #cgo pkg-config: libpcap\nimport "C"\nfunc main() {}\n',
  },
  rust: {
    'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n[dependencies]\nopenssl = "1"\n',
    'Cargo.lock':
      '[[package]]\nname = "openssl"\nversion = "1.0.0"\ndependencies = ["openssl-sys"]\n[[package]]\nname = "openssl-sys"\nversion = "1.0.0"\n',
    'src/main.rs': '#[command(version)]\nfn main() {}',
  },
  'meson with a part in Rust': {
    'meson.build':
      "project('a', 'c')\nfind_program('cargo')\nfind_program('a2x')\nfind_program('xmlto')\n",
    'Cargo.toml': '[package]\nname = "a"\n',
    'Cargo.lock': '',
  },
  autosetup: { 'auto.def': 'pkgconf true libidn2\n', 'a.c': '' },
  'a gem': { 'a.gemspec': 'Gem::Specification.new do |s|\n  s.name = "a"\nend\n', 'exe/a': '' },
  maturin: {
    'pyproject.toml':
      '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "a"\n',
  },
  npm: { 'package.json': '{"name":"a","bin":"a.js"}', 'package-lock.json': lock },
  pnpm: {
    'package.json': '{"name":"a","bin":"a.js","scripts":{"build":"tsc"}}',
    'pnpm-lock.yaml': '',
  },
  pnpm9: {
    'package.json': '{"name":"a","bin":"a.js","packageManager":"pnpm@9.7.0"}',
    'pnpm-lock.yaml': '',
  },
  yarn: { 'package.json': '{"name":"a","bin":"a.js"}', 'yarn.lock': '' },
  berry: {
    'package.json': '{"name":"a","bin":"a.js"}',
    'yarn.lock': '__metadata:\n  version: 8\n',
  },
  cmake: {
    'CMakeLists.txt': 'project(a)\nfind_package(ZLIB REQUIRED)\nadd_executable(a a.c)\n',
    'a.c': '',
  },
  meson: {
    'meson.build':
      "project('a', 'c')\ndependency('wayland-client')\nexecutable('a', 'a.c', install: true)\n",
  },
  autotools: {
    'configure.ac': 'AC_INIT([a], [1.0])\nPKG_CHECK_MODULES([X], [libcurl])\n',
    'Makefile.am': 'bin_PROGRAMS = a\n',
  },
  make: { Makefile: 'a: a.c\n\tcc -lz\n', 'a.c': '' },
  zig: {
    'build.zig': '',
    'build.zig.zon': '.{ .dependencies = .{ .x = .{ .url = "u", .hash = "h" } } }',
  },
  cabal: {
    'a.cabal':
      'name: a\nversion: 1.0\nexecutable a\n  build-depends: base, text\n  extra-libraries: z\n',
  },
  dune: {
    'dune-project': '(lang dune 3.0)',
    'a.opam': 'depends: [ "lwt" "conf-gmp" "alcotest" {with-test} ]\n',
  },
  ruby: { 'a.gemspec': 'spec.name = "a"', 'exe/a': '' },
  php: { 'composer.json': '{"name":"a/b"}' },
  maven: { 'pom.xml': '<project><artifactId>a</artifactId><mainClass>x</mainClass></project>' },
  gradle: { 'build.gradle': 'plugins {\n  id "application"\n}\n' },
  dotnet: { 'a.csproj': '<OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework>' },
  mix: { 'mix.exs': 'app: :a, version: "1.0", escript: [x]\n{:jason, "~> 1"}\n', 'mix.lock': '' },
  dart: {
    'pubspec.yaml': 'name: a\nexecutables:\n  a:\n',
    'pubspec.lock': 'packages:\n  x:\n    source: git\n',
  },
  flutter: { 'pubspec.yaml': 'name: a\ndependencies:\n  flutter:\n    sdk: flutter\n' },
  swift: { 'Package.swift': '.executableTarget(name: "a")\n.package(url: "https://a.org/b")\n' },
  nim: { 'a.nimble': 'bin = @["a"]\nrequires "x"\n' },
  crystal: {
    'shard.yml': 'name: a\ntargets:\n  a:\n    main: a.cr\ndependencies:\n  b:\n    github: b/b\n',
  },
  mdbook: { 'book.toml': '[preprocessor.mermaid]\n' },
  mkdocs: { 'mkdocs.yml': 'theme: material\n' },
  shell: { 'bin/a': '#!/bin/sh\n' },
  fonts: { 'a.ttf': '' },
};

describe('a derivation is evaluated with a nixpkgs in which nothing is', function () {
  before(function () {
    if (!hasNix) this.skip();
  });

  const evaluate = (text: string): string =>
    execFileSync(
      'nix-instantiate',
      ['--eval', '--strict', '--expr', `(${stubExpression(openNames(text))}) (${text})`],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NIX_STATE_DIR: undefined },
      },
    ).trim();

  for (const [kind, files] of Object.entries(projects))
    it(`and holds for ${kind}`, async () => {
      const { text } = await derivationOf(files);
      expect(evaluate(text)).to.match(/^".+-[\d.]+"$/);
    });

  it('and an argument or a name that is not known is told', async () => {
    const { text } = await derivationOf(projects['go']!);
    expect(() =>
      evaluate(text.replace('subPackages', 'subPackage').replace('ldflags', 'ldflag')),
    ).to.throw('has no argument');
    expect(() => evaluate(text.replaceAll('libpcap', 'libpcab'))).to.throw('that is known here');
    expect(() => evaluate(text.replace(/ {2}vendorHash[^\n]*\n/, ''))).to.throw('needs');
  });
});
