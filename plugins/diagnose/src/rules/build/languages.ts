import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { buildAgain } from '../verify.js';

const ofPackage = (name: string | undefined): string => (name === undefined ? '' : ` of ${name}`);

export const goVendor: DiagnosisRule = {
  id: 'build/go-vendor',
  class: 'go-vendor-inconsistent',
  phase: 'build',
  title: 'Vendored Go modules do not fit go.mod',
  components: ['build', 'go'],
  confidence: 0.94,
  patterns: [
    { anchors: ['inconsistent vendoring'], line: /go: inconsistent vendoring/ },
    {
      anchors: [
        'is explicitly required in go.mod',
        'but not marked as explicit',
        'is marked as explicit in vendor',
        'is replaced in',
      ],
      line: /(?<module>[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){1,8})@(?<version>v[\w.+-]{1,80}): is (?:explicitly required in go\.mod|marked as explicit in vendor|replaced in)/,
    },
    {
      anchors: [
        'updates to go.mod needed',
        'updates to go.sum needed',
        'missing go.sum entry',
        'go: updating go.mod',
      ],
      line: /go: (?:updates to go\.(?:mod|sum) needed|updating go\.mod: existing contents have changed)|missing go\.sum entry for (?:module providing package (?<module>[\w./~-]{3,200})|go\.mod file)/,
    },
    {
      anchors: [
        'cannot find module providing package',
        'no required module provides package',
        'import lookup disabled by -mod=vendor',
      ],
      line: /(?:cannot find module providing package|no required module provides package) (?<module>[\w./~-]{3,200})/,
    },
    {
      anchors: ['vendor folder is empty', 'vendorHash'],
      line: /vendor folder is empty, please set 'vendor(?:Hash|Sha256) = null;'/,
    },
    {
      anchors: ['cannot query module due to -mod=vendor', 'is not in std'],
      line: /(?:cannot query module due to -mod=vendor|package (?<module>[\w.-]{1,60}\.[a-z]{2,10}\/[\w./~-]{1,200}) is not in std)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: Go',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-language-go',
    },
  ],
  explain(evidence) {
    const modules = evidence.all(
      /(?<module>[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){1,8})@(?<version>v[\w.+-]{1,80}): is (?:explicitly|marked|replaced)/,
    );
    const first = modules[0]?.groups;
    const module = evidence.get('module') || first?.['module'] || '';
    const version = evidence.get('version') || first?.['version'] || '';
    const subject =
      module === '' ? 'vendor/modules.txt' : `${module}${version === '' ? '' : ` ${version}`}`;
    const package_ = evidence.block.derivation;
    return {
      culprit: `${subject}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: {
        module: module || undefined,
        version: version || undefined,
        modules: String(modules.length || ''),
        derivation: package_,
      },
      message: `The vendored modules${ofPackage(package_)} are not those of its go.mod (${subject}): go.mod changed and vendorHash is of an older set, or go.mod and go.sum are not tidy, or Go is of another version.`,
      fixes: [
        nixFix(
          'Let the vendored set be made anew: an empty hash makes Nix say the right one.',
          'vendorHash = lib.fakeHash;   # build, then paste the hash that it got',
        ),
        shellFix(
          'If the source is yours, tidy it first (and commit go.mod, go.sum, vendor/).',
          'go mod tidy && go mod vendor',
        ),
        nixFix('If the source brings its own vendor folder, use that.', 'vendorHash = null;'),
        advice(
          'With gomod2nix: run gomod2nix again, and commit gomod2nix.toml; with plugins (caddy, xcaddy) the hash belongs to one set of plugins.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
};

export const cargoLock: DiagnosisRule = {
  id: 'build/cargo-lock',
  class: 'cargo-lock-stale',
  phase: 'build',
  title: 'Cargo.lock or cargoHash is out of date',
  components: ['build', 'rust'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is out of date', 'cargoHash', 'cargoSha256'],
      line: /ERROR: (?<field>cargoHash|cargoSha256|cargo(?:Deps|Hash)?) (?:or cargoSha256 )?is out of date/,
    },
    {
      anchors: [
        'Cargo.lock is not the same',
        'Cargo.lock is not in sync',
        'Validating consistency between',
      ],
      line: /Cargo\.lock is not the same in|Cargo\.lock is not in sync/,
    },
    {
      anchors: [
        'needs to be updated but --locked',
        'needs to be updated but --frozen',
        'cannot update the lock file',
        'but --locked was passed',
        'because --locked was passed',
      ],
      line: /(?:the )?lock file (?<lock>\S{0,200}) ?needs to be updated but --(?:locked|frozen)|cannot (?:update|create) the lock file (?<file>\S{1,200}) because --(?:locked|frozen)/,
    },
    {
      anchors: [
        'no matching package named',
        'no matching package found',
        'failed to select a version for',
      ],
      line: /(?:no matching package named|failed to select a version for(?: the requirement)?|no matching package found.{0,40}) ['"`](?<crate>[\w.-]{1,100})/,
    },
    {
      anchors: ['Cargo.lock'],
      line: /(?:ERROR: |error: )(?:Missing Cargo\.lock|The Cargo\.lock.{0,40}missing|.{0,40}Cargo\.lock.{0,20}(?:not found|does not exist|No such file)|No Cargo\.lock)|Missing Cargo\.lock from src/,
    },
    {
      anchors: ['found duplicate version of package'],
      line: /found duplicate version of package [`'"](?<crate>[\w.-]{1,100})(?: v(?<version>[\w.+-]{1,40}))?[`'"] vendored from two sources/,
    },
    {
      anchors: ['No hash was found while vendoring'],
      line: /No hash was found while vendoring the git dependency (?<crate>[\w.+-]{1,120})/,
    },
  ],
  docs: [{ title: 'Nixpkgs manual: Rust', url: 'https://nixos.org/manual/nixpkgs/stable/#rust' }],
  explain(evidence) {
    const crate = evidence.get('crate');
    const vendored =
      /Cargo\.lock is not the same in (?:\/nix\/store\/[0-9a-z]{32}-)?(?<name>[\w+.-]{1,200}?)(?:-vendor|-deps)?(?:\.tar\.gz|-vendor)?$/;
    const package_ =
      evidence.block.derivation ??
      (vendored.exec(evidence.line.text) ?? evidence.after(vendored, 6))?.groups?.['name'];
    const old = evidence.all(/cargoSha256/)[0] !== undefined;
    const field = old ? 'cargoSha256' : 'cargoHash';
    const missing =
      /Missing|missing|not found|does not exist|No such/.test(evidence.line.text) && crate === '';
    // Cargo outside of Nix has other reasons not to find a version.
    if (
      crate !== '' &&
      package_ === undefined &&
      !/vendored/.test(evidence.line.text) &&
      evidence.all(/vendor|offline|cargoSetup|\/nix\/store/)[0] === undefined
    )
      return undefined;
    return {
      culprit: [
        crate === '' ? field : crate,
        package_ && `of ${package_}`,
        crate === '' ? '(Cargo.lock)' : '',
      ]
        .filter((part) => part)
        .join(' '),
      facts: { crate: crate || undefined, field, derivation: package_ },
      message: missing
        ? `There is no Cargo.lock in the source${ofPackage(package_)}: nothing says which crates belong to it.`
        : `The vendored crates${ofPackage(package_)} are not those of its Cargo.lock${crate === '' ? '' : ` (${crate} is missing)`}: Cargo.lock or the version changed, and ${field} is still the old one, or Cargo.lock itself is not in step with Cargo.toml.`,
      fixes: [
        nixFix(
          `Have the vendored set fetched again: an empty hash makes Nix say the right one. (If it is still the old set, its name and hash are cached: change the hash, not only the version.)`,
          `${field} = lib.fakeHash;   # build, then paste the hash that it got`,
        ),
        shellFix(
          'If Cargo.lock is behind Cargo.toml, update and commit it.',
          'cargo generate-lockfile   # or: cargo update --workspace',
        ),
        nixFix(
          'Or read the crates from the lock file; git dependencies need outputHashes.',
          'cargoLock = { lockFile = ./Cargo.lock; outputHashes = { "name-0.1.0" = lib.fakeHash; }; };',
        ),
        ...(missing
          ? [
              nixFix(
                'Add a lock file in postPatch.',
                "postPatch = ''ln -s ${./Cargo.lock} Cargo.lock'';",
              ),
            ]
          : []),
      ],
      verify: buildAgain(package_),
    };
  },
};

export const npmCache: DiagnosisRule = {
  id: 'build/npm-cache',
  class: 'npm-cache-miss',
  phase: 'build',
  title: 'npm package is not in the offline cache',
  components: ['build', 'node'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['ENOTCACHED'],
      line: /(?:npm (?:ERR!|error) )?(?:code ENOTCACHED|.{0,80}ENOTCACHED)/,
    },
    {
      anchors: ['only-if-cached'],
      line: /request to (?<url>https?:\/\/[^\s]{3,300}) failed: cache mode is 'only-if-cached' but no cached response/,
    },
    {
      anchors: ['npmDepsHash is out of date', 'package-lock.json and', 'is not the same in'],
      line: /ERROR: npmDepsHash is out of date|package-lock\.json is not the same in/,
    },
    {
      anchors: [
        'ERR_PNPM_NO_OFFLINE_TARBALL',
        'ERR_PNPM_NO_OFFLINE_META',
        'find package ',
        'in the offline mirror',
      ],
      line: /ERR_PNPM_NO_OFFLINE_(?:TARBALL|META)|[Cc]ouldn't find (?:any versions for |package )?['"]?(?<package>[@\w./-]{2,120})['"]? .{0,60}offline|(?<file>[@\w.-]{2,120}\.tgz).{0,30}offline mirror/,
    },
    {
      anchors: ['can only install packages when your package.json and package-lock'],
      line: /npm ci[^.]{0,20} can only install packages when your package\.json and package-lock\.json/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: buildNpmPackage',
      url: 'https://nixos.org/manual/nixpkgs/stable/#javascript-buildNpmPackage',
    },
  ],
  explain(evidence) {
    const url =
      evidence.get('url') ||
      ((
        evidence.after(/request to (?<url>https?:\/\/\S{3,300}) failed/, 6) ??
        evidence.before(/request to (?<url>https?:\/\/\S{3,300}) failed/, 6)
      )?.groups?.['url'] ??
        '');
    const named = evidence.after(
      /(?:Missing|Invalid): (?:lock file's )?(?<name>@?[\w./-]{1,100}@\S{1,40})/,
      8,
    )?.groups?.['name'];
    const module = evidence.get('package') || named || npmName(url);
    const package_ = evidence.block.derivation;
    return {
      culprit: [module === '' ? 'an npm package' : module, package_ && `in ${package_}`]
        .filter((part) => part)
        .join(' '),
      facts: { package: module || undefined, url: url || undefined, derivation: package_ },
      message: `npm runs offline${ofPackage(package_)} and wants ${module === '' ? 'a package' : module}, which is not in the prefetched cache: package-lock.json lacks it (or its resolved and integrity fields, as for git dependencies and old lock formats), or npmDepsHash is of an older lock file.`,
      fixes: [
        shellFix(
          'Make the lock file complete again (with the Node of the build), and commit it.',
          'rm -rf node_modules && npm install --package-lock-only --ignore-scripts',
        ),
        nixFix(
          'Then renew the hash: an empty one makes Nix say the right one.',
          'npmDepsHash = lib.fakeHash;   # or: prefetch-npm-deps package-lock.json',
        ),
        nixFix(
          'For a lock file that npm cannot use offline: pass your own, or relax npm.',
          "postPatch = ''cp ${./package-lock.json} package-lock.json'';\nmakeCacheWritable = true;\nnpmFlags = [ \"--legacy-peer-deps\" ];",
        ),
        advice(
          'An old lockfile (version 1) wants a matching nodejs: set nodejs = pkgs.nodejs_20, or write the lock file anew.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
};

/** `https://registry.npmjs.org/@types%2fnode/-/node-1.0.tgz` as `@types/node`. */
function npmName(url: string): string {
  const path =
    /registry\.[^/]{3,60}\/(?<name>@?[\w.%-]{1,80}(?:\/(?!-)[\w.-]{1,80})?)/.exec(url)?.groups?.[
      'name'
    ] ?? '';
  const version = /-(?<version>\d+\.\d+[\w.+-]{0,40})\.tgz$/.exec(url)?.groups?.['version'];
  return path.replace(/%2f/i, '/') + (version === undefined ? '' : `@${version}`);
}

export const pythonMissing: DiagnosisRule = {
  id: 'build/python-module',
  class: 'python-missing-build-dep',
  phase: 'build',
  title: 'Python module is missing in the build',
  components: ['build', 'python'],
  confidence: 0.9,
  yieldsTo: ['shared-lib-missing'],
  patterns: [
    {
      anchors: ['No module named'],
      line: /(?:ModuleNotFoundError|ImportError|error): No module named ['"]?(?<module>[\w.]{1,100})|Error while finding module specification for ['"](?<spec>[\w.]{1,80})|\/bin\/python[\d.]{0,5}: No module named (?<bin>[\w.]{1,80})/,
    },
    {
      anchors: ['BackendUnavailable', 'Cannot import '],
      line: /BackendUnavailable(?:: )?.{0,80}?(?:Cannot import ['"](?<module>[\w.]{1,100})['"])?$|Cannot import ['"](?<other>(?:setuptools|flit|poetry|hatch|pdm|maturin|mesonpy|scikit)[\w.]{0,60})['"]/,
    },
    {
      anchors: [
        'Missing dependencies:',
        'ERROR Missing dependencies',
        'not satisfied by version',
        'not installed',
      ],
      line: /^\s*(?:- |ERROR Missing dependencies:)?\s*(?<module>[A-Za-z][\w.-]{1,60})(?:[<>=!~][\w.<>=!~,* -]{1,60})? (?:not (?:satisfied by version|installed))/,
    },
    {
      anchors: ['FileNotFoundError', 'No such file or directory'],
      line: /(?:FileNotFoundError: )?\[Errno 2\] No such file or directory: ['"](?:\.\/)?(?<setup>setup\.py|pyproject\.toml)['"]|can't open file ['"]\S{0,200}(?<setup2>setup\.py)['"]/,
    },
    {
      anchors: ['Could not find a version that satisfies the requirement'],
      line: /Could not find a version that satisfies the requirement (?<module>[\w.-]{1,100})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: buildPythonPackage',
      url: 'https://nixos.org/manual/nixpkgs/stable/#buildpythonpackage-function',
    },
  ],
  explain(evidence) {
    const module =
      evidence.get('module') ||
      evidence.get('spec') ||
      evidence.get('bin') ||
      evidence.get('other') ||
      nearBackend(
        evidence.all(
          /Cannot import ['"](?<name>[\w.]{1,100})|build-backend = ['"](?<backend>[\w.]{1,80})/,
        )[0],
      );
    const setup = evidence.get('setup') || evidence.get('setup2');
    const package_ = evidence.block.derivation;
    const building =
      package_ !== undefined ||
      evidence.all(
        /pypaBuildPhase|setuptoolsBuildPhase|pipBuildPhase|pyproject|Preparing (?:wheel )?metadata|Building wheel|egg_info/,
      )[0] !== undefined;
    if (!building || (module === '' && setup === '')) return undefined;
    if (setup !== '')
      return {
        culprit: `${setup} of ${package_ ?? 'the source'}`,
        facts: { file: setup, derivation: package_ },
        message: `${package_ ?? 'The source'} has no ${setup}: it is not built with setuptools (waf, meson, a pyproject.toml, a subfolder), and the default phase expects it.`,
        fixes: [
          nixFix(
            'Say how it is built.',
            'pyproject = true;\nbuild-system = [ python3Packages.setuptools ];   # or hatchling, flit-core, poetry-core',
          ),
          nixFix(
            'If it is no Python project of that kind: format = "other", and its own build and install phases; for a subfolder set sourceRoot.',
            'format = "other";',
          ),
        ],
        verify: buildAgain(package_),
      };
    const attribute = attributeFor(module);
    const backend = attribute !== undefined;
    return {
      culprit: `${module} for ${package_ ?? 'the package'}`,
      facts: { module, derivation: package_ },
      message: `The build${ofPackage(package_)} imports ${module}, and it is not among its dependencies${backend ? ': it is the build backend that pyproject.toml or setup.py asks for' : ''}.`,
      fixes: [
        backend
          ? nixFix(
              `Add the backend (older nixpkgs: nativeBuildInputs).`,
              `build-system = [ python3Packages.${attribute} ];   # nativeBuildInputs in older nixpkgs`,
            )
          : nixFix(
              'Add it: dependencies for what the program imports, nativeCheckInputs for tests, build-system for building.',
              `dependencies = [ python3Packages.${module.split('.')[0]?.replaceAll('_', '-') ?? module} ];`,
            ),
        nixFix(
          'For a package of poetry2nix, uv2nix or pip2nix: add it in an override.',
          `overrides = defaultPoetryOverrides.extend (final: prev: {\n  name = prev.name.overridePythonAttrs (old: { buildInputs = (old.buildInputs or [ ]) ++ [ prev.${attribute ?? module} ]; });\n});`,
        ),
        advice(
          'If you overrode version or src: the new version has another build backend or needs other modules; add them, drop the override, or prefer a wheel.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
};

const backends: Readonly<Record<string, string>> = {
  setuptools: 'setuptools',
  pkg_resources: 'setuptools',
  wheel: 'wheel',
  setuptools_scm: 'setuptools-scm',
  setuptools_rust: 'setuptools-rust',
  flit_core: 'flit-core',
  flit: 'flit-core',
  poetry: 'poetry-core',
  hatchling: 'hatchling',
  hatch_vcs: 'hatch-vcs',
  pdm: 'pdm-backend',
  maturin: 'maturin',
  mesonpy: 'meson-python',
  scikit_build_core: 'scikit-build-core',
  Cython: 'cython',
  pybind11: 'pybind11',
  distutils: 'setuptools',
};

function attributeFor(module: string): string | undefined {
  return backends[module.split('.')[0] ?? ''];
}

function nearBackend(found: RegExpExecArray | undefined): string {
  return found?.groups?.['name'] ?? found?.groups?.['backend'] ?? '';
}
