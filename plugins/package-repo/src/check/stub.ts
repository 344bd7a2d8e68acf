import { native } from '@nixai/packages';
import licences from '../analysis/licences.json' with { type: 'json' };
import { ofMdbook } from '../native/mdbook.js';

/** Builders, fetchers and hooks that a derivation of ours may take. */
const tools =
  `lib stdenv stdenvNoCC buildGoModule rustPlatform python3Packages buildNpmPackage fetchFromGitHub fetchFromGitLab fetchFromCodeberg fetchFromSourcehut fetchgit
fetchurl fetchPnpmDeps fetchYarnDeps nix-update-script installShellFiles autoreconfHook autoconf-archive meson ninja cmake pkg-config gettext gtk-doc vala gobject-introspection glib
versionCheckHook makeWrapper jre gradle php maven haskellPackages ocamlPackages beamPackages dotnetCorePackages buildDotnetModule buildNimPackage buildDartApplication flutter bundlerApp bundlerUpdateScript crystal
swift swiftpm swiftpm2nix zig zig_0_11 zig_0_12 zig_0_13 zig_0_14 zig_0_15 zig_0_16 mdbook cppunit perlPackages
nodejs pnpm pnpm_8 pnpm_9 pnpm_10 pnpmConfigHook npmHooks yarnConfigHook yarnBuildHook yarnInstallHook yarn-berry python3 perl vips cairo pango libjpeg giflib librsvg pixman libsecret libusb1 udev zeromq curl libgit2 rdkafka libpq unixODBC qt5 qt6 libsForQt5 kdePackages wayland-scanner scdoc bison flex check cmocka criterion catch2_3 gtest cargo rustc tcl docbook_xml_dtd_45 docbook_xsl findXMLCatalogs sqlite openssl`.split(
    /\s+/,
  );

/** The names that an expression of ours may ask nixpkgs for. */
function knownNames(): readonly string[] {
  return [
    ...new Set(
      [...tools, ...[...ofMdbook].map((one) => `mdbook-${one}`), ...native.attributes()].map(
        (name) => name.split('.')[0]!,
      ),
    ),
  ].sort();
}

const common =
  'pname version src sourceRoot patches strictDeps nativeBuildInputs buildInputs propagatedBuildInputs env postInstall buildPhase configurePhase installPhase postFixup passthru meta nativeCheckInputs checkInputs outputs preBuild postPatch doCheck __structuredAttrs __darwinAllowLocalNetworking nativeInstallCheckInputs doInstallCheck';

/** What one knows that is a function of a set, and takes nothing beside it. */
const closed: Readonly<Record<string, string>> = {
  bundlerApp:
    'scripts ruby gemfile lockfile gemset preferLocalBuild allowSubstitutes installManpages meta nativeBuildInputs buildInputs postBuild gemConfig passthru',
};

/** What each builder knows, and what it cannot do without. */
const builders: readonly (readonly [path: string, required: string, known: string])[] = [
  ['buildGoModule', 'pname version src vendorHash', 'subPackages ldflags tags proxyVendor'],
  [
    'rustPlatform.buildRustPackage',
    'pname version src',
    'cargoHash cargoLock cargoBuildFlags buildFeatures buildNoDefaultFeatures',
  ],
  [
    'buildNpmPackage',
    'pname version src npmDepsHash',
    'dontNpmBuild npmBuildScript npmWorkspace npmFlags',
  ],
  [
    'python3Packages.buildPythonApplication',
    'pname version src pyproject',
    'build-system dependencies pythonImportsCheck cargoDeps optional-dependencies',
  ],
  [
    'python3Packages.buildPythonPackage',
    'pname version src pyproject',
    'build-system dependencies pythonImportsCheck cargoDeps optional-dependencies',
  ],
  [
    'stdenv.mkDerivation',
    'pname version src',
    'makeFlags cmakeDir cmakeFlags mesonFlags configureFlags pnpmDeps yarnOfflineCache offlineCache npmBuildScript dontNpmPrune installFlags zigDeps mitmCache cargoDeps gradleBuildTask env',
  ],
  ['stdenvNoCC.mkDerivation', 'pname version src', 'dontBuild dontUnpack'],
  [
    'haskellPackages.mkDerivation',
    'pname version src',
    'license isLibrary isExecutable libraryHaskellDepends executableHaskellDepends testHaskellDepends librarySystemDepends executableSystemDepends description homepage mainProgram maintainers changelog',
  ],
  ['ocamlPackages.buildDunePackage', 'pname version src', ''],
  ['bundlerApp', 'pname gemdir exes', ''],
  ['php.buildComposerProject2', 'pname version src vendorHash', 'composerLock'],
  ['maven.buildMavenPackage', 'pname version src mvnHash', 'mvnParameters'],
  [
    'buildDotnetModule',
    'pname version src nugetDeps',
    'projectFile dotnet-sdk dotnet-runtime executables',
  ],
  ['beamPackages.mixRelease', 'pname version src', 'mixFodDeps escriptBinName'],
  ['buildDartApplication', 'pname version src pubspecLock', 'dartEntryPoints gitHashes'],
  ['flutter.buildFlutterApplication', 'pname version src pubspecLock', 'gitHashes'],
  ['buildNimPackage', 'pname version src', 'lockFile nimFlags'],
  ['crystal.buildCrystalPackage', 'pname version src', 'format shardsFile'],
];

const fetchers: readonly (readonly [name: string, required: string, known: string])[] = [
  ['fetchFromGitHub', 'owner repo hash', 'tag rev fetchSubmodules'],
  ['fetchFromGitLab', 'owner repo hash', 'tag rev domain fetchSubmodules'],
  ['fetchFromCodeberg', 'owner repo hash', 'tag rev fetchSubmodules'],
  ['fetchFromSourcehut', 'owner repo hash', 'tag rev'],
  ['fetchgit', 'url hash', 'tag rev fetchSubmodules'],
];

const words = (text: string): string =>
  `[ ${text
    .split(/\s+/)
    .filter((one) => one !== '')
    .map((one) => `"${one}"`)
    .join(' ')} ]`;

/**
 * A nixpkgs in which nothing is: it takes a derivation's function, gives it what it asks for, and
 * fails where a name is not known, a builder's argument is not one of its own, or one is missing. Its
 * value is the derivation's name.
 * @param open what `openNames` says of its text.
 */
export function stubExpression(open: string): string {
  const set = (path: string, value: string): string =>
    `(lib'.setPath ${words(path.replace(/\./g, ' '))} (${value}))`;
  const hooks = [
    'rustPlatform.bindgenHook',
    'rustPlatform.cargoSetupHook',
    'rustPlatform.maturinBuildHook',
    'npmHooks.npmBuildHook',
    'npmHooks.npmInstallHook',
    'yarn-berry.yarnBerryConfigHook',
    ...['zig', ...[11, 12, 13, 14, 15, 16].map((minor) => `zig_0_${minor}`)],
    'jre.home',
    'swiftpm2nix.helpers',
  ];
  return `
package:
let
  inherit (builtins) attrNames elem filter foldl' functionArgs hasAttr head isFunction length tail toJSON;
  names = ${words(knownNames().join(' '))};
  licences = ${words([...new Set([...Object.values(licences as Record<string, string>), 'publicDomain'])].join(' '))};
  lib' = {
    setPath = path: value: set:
      if length path == 1 then set // { \${head path} = value; }
      else set // { \${head path} = lib'.setPath (tail path) value (set.\${head path} or { }); };
  };
  # A path that becomes a text is copied into the store, however large it is.
  kept = value: if builtins.isPath value then toString value else value;
  item = name: { type = "item"; inherit name; outPath = "/stub/\${name}"; __toString = self: self.outPath; };
  thing = name: item name // builtins.listToAttrs (map (inner: { name = inner; value = item "\${name}.\${inner}"; })
    [ "qtbase" "qtsvg" "qtdeclarative" "qttools" "qtx11extras" "wrapQtAppsHook" "poppler" "extra-cmake-modules" "gstreamer" "gst-plugins-base" "gst-plugins-bad" "gst-editing-services" "gst-rtsp-server" "gst-devtools" "xfconf" "docutils" "ldoc" "libnsgif" "patchVendorHook" "setupHook" ]);
  check = what: known: required: args:
    let
      unknown = filter (name: !(elem name known)) (attrNames args);
      missing = filter (name: !(hasAttr name args)) required;
    in
    if unknown != [ ] then throw "\${what} has no argument \${toJSON unknown}"
    else if missing != [ ] then throw "\${what} needs \${toJSON missing}"
    else args;
  fetcher = what: known: required: args: item (toJSON (builtins.mapAttrs (_: kept) (check what known required args))) // { name = "source"; tag = args.tag or args.rev or null; };
  builder = what: known: required: given:
    let
      self = (if isFunction given then given self' else given);
      self' = self // { finalPackage = item "self"; };
      args = check what known required self;
      meta = check "meta" [ "description" "homepage" "changelog" "license" "maintainers" "mainProgram" "platforms" "longDescription" ] [ "maintainers" ]
        (if args ? meta then args.meta else if elem "maintainers" known then { maintainers = [ ]; } else { });
      read = removeAttrs args [ "src" "pubspecLock" "gemdir" "nugetDeps" "lockFile" "shardsFile" "composerLock" "configurePhase" "mitmCache" ];
    in
    builtins.deepSeq [ read (toJSON (kept (args.src or null))) meta ] "\${args.pname}-\${args.version or "0"}";
  lib = {
    fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    licenses = builtins.listToAttrs (map (name: { inherit name; value = item name; }) licences);
    platforms = { unix = [ ]; linux = [ ]; all = [ ]; };
    importJSON = path: { };
    getExe = thing: "/stub/bin/program";
    optionalString = condition: text: if condition then text else "";
    fileset = { toSource = { root, fileset }: item "source"; gitTracked = path: path; };
  };
  builders = foldl' (set: add: add set) { } [
    ${builders.map(([path, required, known]) => set(path, `builder "${path}" ${words(`${closed[path] ?? common} ${required} ${known}`)} ${words(required)}`)).join('\n    ')}
    ${hooks.map((path) => set(path, `item "${path}"`)).join('\n    ')}
    ${set('rustPlatform.fetchCargoVendor', `fetcher "fetchCargoVendor" ${words('pname version src hash')} ${words('src hash')}`)}
    ${set('yarn-berry.fetchYarnBerryDeps', `fetcher "fetchYarnBerryDeps" ${words('src hash missingHashes')} ${words('src hash')}`)}
    ${set('beamPackages.fetchMixDeps', `fetcher "fetchMixDeps" ${words('pname version src hash')} ${words('src hash')}`)}
    ${set('bundlerUpdateScript', 'name: item "update-${name}"')}
    ${set('gradle.fetchDeps', `fetcher "gradle.fetchDeps" ${words('pkg data')} ${words('pkg data')}`)}
    ${['zig', ...[11, 12, 13, 14, 15, 16].map((minor) => `zig_0_${minor}`)]
      .map((one) =>
        set(
          `${one}.fetchDeps`,
          `fetcher "fetchDeps" ${words('pname version src hash')} ${words('src hash')}`,
        ),
      )
      .join('\n    ')}
    ${set('stdenv.buildPlatform.canExecute', 'host: true')}
    ${set('stdenv.hostPlatform', '{ }')}
  ];
  fetchers = {
    ${fetchers.map(([name, required, known]) => `${name} = fetcher "${name}" ${words(`${required} ${known}`)} ${words(required)};`).join('\n    ')}
    fetchPnpmDeps = fetcher "fetchPnpmDeps" ${words('pname version src hash fetcherVersion pnpm')} ${words('pname version src hash fetcherVersion')};
    fetchYarnDeps = fetcher "fetchYarnDeps" ${words('yarnLock hash')} ${words('yarnLock hash')};
    nix-update-script = { }: [ ];
  };
  # Sets that are too large to be known by name: what is asked of them is there.
  open = builtins.mapAttrs (root: inner: builtins.listToAttrs (map (name: { inherit name; value = item name; }) inner) // (builders.\${root} or { })) ${open};
  value = name:
    if name == "lib" then lib
    else fetchers.\${name} or open.\${name} or (
      if hasAttr name builders then (if isFunction builders.\${name} then builders.\${name} else thing name // builders.\${name})
      else if elem name names then thing name
      else throw "nixpkgs has no \${name} that is known here");
in
package (builtins.mapAttrs (name: _: value name) (functionArgs package))`;
}

/** Package sets of other languages: no table of ours has their names. */
const openSets =
  'python3Packages haskellPackages ocamlPackages dotnetCorePackages perlPackages'.split(' ');

/** What a text asks of them, as a Nix set of lists. */
export function openNames(text: string): string {
  const entries = openSets.flatMap((root) => {
    const names = new Set<string>();
    for (const one of text.matchAll(new RegExp(`\\b${root}\\.([A-Za-z_][\\w'-]*)`, 'g')))
      names.add(one[1]!);
    for (const one of text.matchAll(new RegExp(`with ${root};\\s*\\[([^\\]]*)\\]`, 'g')))
      for (const name of one[1]!.match(/[A-Za-z_][\w'-]*/g) ?? []) names.add(name);
    return names.size === 0
      ? []
      : [`${root} = [ ${[...names].map((name) => JSON.stringify(name)).join(' ')} ];`];
  });
  return `{ ${entries.join(' ')} }`;
}
