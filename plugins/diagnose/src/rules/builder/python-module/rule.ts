import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString, packageName } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { ofPackage } from '../../shared/languages.js';
import { inPackage } from '../../shared/packageOwner.js';

export const pythonMissing: DiagnosisRule = inPackage({
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
      anchors: ['BackendUnavailable', 'Cannot import ', 'is not available'],
      line: /ERROR Backend ['"](?<module>[\w.]{1,100}?)['"] is not available|BackendUnavailable(?:: )?.{0,80}?(?:Cannot import ['"](?<unavailable>[\w.]{1,100})['"])?$|Cannot import ['"](?<other>(?:setuptools|flit|poetry|hatch|pdm|maturin|mesonpy|scikit)[\w.]{0,60})['"]/,
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
      anchors: ['ERROR Missing dependencies:'],
      line: /^ERROR Missing dependencies:$/,
    },
    {
      anchors: ['FileNotFoundError', 'No such file or directory'],
      line: /(?:FileNotFoundError: )?\[Errno 2\] No such file or directory: ['"](?:\.\/)?(?<setup>setup\.py|pyproject\.toml)['"]|can't open file ['"]\S{0,200}(?<setup2>setup\.py)['"]/,
    },
    {
      // setup_requires: setuptools fetches by itself what it does not find.
      anchors: [
        'No local packages or working download links',
        'Could not find suitable distribution for',
      ],
      line: /(?:No local packages or working download links found for |Could not find suitable distribution for Requirement\.parse\(['"])(?<module>[\w.-]{1,100})/,
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
      evidence.get('unavailable') ||
      (/Missing dependencies:$/.test(evidence.line.text)
        ? (/^\s+(?<name>[\w.-]{1,60})/.exec(evidence.below(1)[0] ?? '')?.groups?.['name'] ?? '')
        : '') ||
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
        /pypaBuildPhase|pythonRuntimeDepsCheck|setuptoolsBuildPhase|pipBuildPhase|pyproject|Preparing (?:wheel )?metadata|Building wheel|egg_info/,
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
            'pyproject = true;\nbuild-system = [ pkgs.python3Packages.setuptools ];',
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
    // Python says the whole name only where the package itself was found.
    const whole = module.split('.')[0] ?? module;
    const inner =
      module.includes('.') &&
      /No module named/.test(evidence.line.text) &&
      !/^(?:distutils|setuptools|pkg_resources|poetry|google|backports|zope|jaraco|azure|sphinxcontrib)\b/.test(
        module,
      );
    return {
      culprit: `${module} for ${package_ ?? 'the package'}`,
      facts: { module, derivation: package_ },
      message: inner
        ? `The build${ofPackage(package_)} imports ${module}: ${whole} is there, and has no such part; it is an older or a newer one than is needed (or another package of that name).`
        : `The build${ofPackage(package_)} imports ${module}, and it is not among its dependencies${backend ? ': it is the build backend that pyproject.toml or setup.py asks for' : ''}.`,
      fixes: [
        ...(/not satisfied by version/.test(evidence.line.text)
          ? [
              nixFix(
                'nixpkgs has another version than the package asks for: take its limit away (or update nixpkgs, if the package is of it).',
                `pythonRelaxDeps = [ ${nixString(module)} ];`,
              ),
            ]
          : []),
        ...(inner
          ? [
              advice(
                `Take a ${whole} that has ${module}: bring nixpkgs (or, with uv2nix and poetry2nix, ${whole} and the build systems in the lock file or its overlay) to a newer revision, or the package that imports it to one that fits.`,
              ),
            ]
          : []),
        ...inUv2nix(module, attribute, evidence),
        addModule(module, attribute),
        advice(
          'For a package of poetry2nix, uv2nix or pip2nix: add it in an override of that package (buildInputs, or nativeBuildInputs for a backend).',
        ),
        advice(
          'If you overrode version or src: the new version has another build backend or needs other modules; add them, drop the override, or prefer a wheel.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});

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

/** uv2nix takes what PyPI has as source without its build systems: the lock file does not know them. */
function inUv2nix(
  module: string,
  backend: string | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const name = /^(?<is>[a-z][\w-]{0,60}?)-\d/.exec(evidence.block.derivation ?? '')?.groups?.['is'];
  const uv = evidence.all(/Executing pyproject(?:Configure|Build)Phase|^\s*(?:> )?DEBUG uv \d/)[0];
  const system = backend ?? module.split('.')[0]?.replaceAll('_', '-') ?? '';
  if (uv === undefined || name === undefined || !/^[a-z][\w-]{0,60}$/.test(system)) return [];
  return [
    nixFix(
      `If you did not write ${name}, it comes from PyPI as source: uv.lock does not say what builds it. Say it in the overrides of uv2nix.`,
      `(final: prev: {\n  ${name} = prev.${name}.overrideAttrs (old: {\n    nativeBuildInputs = old.nativeBuildInputs ++ final.resolveBuildSystem { ${system} = [ ]; };\n  });\n})`,
    ),
  ];
}

function addModule(module: string, backend: string | undefined): DiagnosisFix {
  const name = packageName(backend ?? module.split('.')[0]?.replaceAll('_', '-'));
  const title =
    backend === undefined
      ? 'Add it: dependencies for what the program imports, nativeCheckInputs for tests, build-system for building.'
      : 'Add the backend (in older nixpkgs: nativeBuildInputs).';
  return name === undefined
    ? advice(title)
    : nixFix(
        title,
        `${backend === undefined ? 'dependencies' : 'build-system'} = [ pkgs.python3Packages.${name} ];`,
      );
}
