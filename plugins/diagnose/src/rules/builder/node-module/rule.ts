import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ofPackage } from '../../shared/languages.js';
import { inPackage } from '../../shared/packageOwner.js';
import { buildAgain } from '../../shared/verify.js';

/** Node looks for a module that the build did not install, or did not compile. */
export const nodeModule: DiagnosisRule = inPackage({
  id: 'build/node-module',
  class: 'node-module-missing',
  phase: 'build',
  title: 'Node module is missing',
  components: ['build', 'node'],
  confidence: 0.85,
  yieldsTo: [
    'npm-cache-miss',
    'hash-mismatch',
    'lockfile-missing',
    'connection-failed',
    'dns-failure',
  ],
  patterns: [
    {
      anchors: ['Cannot find module'],
      line: /Cannot find module '(?<module>[^'\s]{1,300})'/,
    },
    {
      anchors: ['Cannot find package'],
      line: /Cannot find package '(?<module>[^'\s]{1,300})' imported from/,
    },
    {
      anchors: ['Could not resolve '],
      line: /\berror: Could not resolve "(?<module>[\w@][^"\s]{0,200})"$|\[ERROR\] Could not resolve "(?<bundled>[\w@][^"\s]{0,200})"/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: buildNpmPackage',
      url: 'https://nixos.org/manual/nixpkgs/stable/#javascript-buildNpmPackage',
    },
  ],
  explain(evidence) {
    const module = evidence.get('module') || evidence.get('bundled');
    const package_ = evidence.block.derivation;
    const building =
      package_ !== undefined ||
      evidence.all(/\/nix\/store\/|\/build\/|Running phase/)[0] !== undefined;
    if (!building || module === '') return undefined;
    const binary = /\.node$/.test(module);
    const name = /^(?:@[\w.-]+\/)?[\w.-]+/.exec(module)?.[0] ?? module;
    const of = binary
      ? (evidence.all(/node_modules\/(?<is>(?:@[\w.-]+\/)?[\w.-]+)\//)[0]?.groups?.['is'] ?? module)
      : name;
    const relative = /^[./]/.test(module);
    return {
      culprit: `${binary && of !== module ? `${of}: ` : ''}${module}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { module, package: of, derivation: package_ },
      message: binary
        ? `${of} needs ${module}, a part in machine code that its install script fetches or compiles, and in a build of Nix nothing is fetched: it was not made.`
        : `The build${ofPackage(package_)} loads ${module}, and it is not among the modules that were installed.`,
      fixes: binary ? compiled(of) : relative ? missingFile(module) : installed(name),
      verify: buildAgain(package_),
    };
  },
});

/** The libraries that addons are mostly linked with. */
const libraries: Readonly<Record<string, string>> = {
  sharp: 'vips',
  canvas: 'cairo',
  'better-sqlite3': 'sqlite',
  sqlite3: 'sqlite',
  keytar: 'libsecret',
  bcrypt: '',
};

function compiled(name: string): readonly DiagnosisFix[] {
  const library = libraries[name];
  const inputs =
    library === undefined || library === '' ? '' : `\nbuildInputs = [ pkgs.${library} ];`;
  return [
    nixFix(
      `If the package is yours: have ${name} compiled in the build.`,
      `nativeBuildInputs = [ pkgs.python3 pkgs.pkg-config pkgs.node-gyp ];${inputs}\nenv.npm_config_build_from_source = "true";\nnpmRebuildFlags = [ "${/^[\w@./-]+$/.test(name) ? name : 'YOUR_MODULE'}" ];`,
      /^[\w@./-]+$/.test(name)
        ? {}
        : { fill: { YOUR_MODULE: 'the module, as package.json names it' } },
    ),
  ];
}

function missingFile(module: string): readonly DiagnosisFix[] {
  return [
    shellFix(
      'See whether the source that is built has it: a file that a step before makes, that Git ignores, or a link to another workspace.',
      'nix build -L --keep-failed',
    ),
    advice(
      `If ${module.split('/').at(-1) ?? module} is made by a script of package.json, run that before (preBuild); if it is another workspace, build it too (npmWorkspace, or its build script).`,
    ),
  ];
}

function installed(name: string): readonly DiagnosisFix[] {
  return [
    advice(
      `If the package is yours: see that ${name} stands in package.json and in the lock file (run the installer again, and update npmDepsHash or its like), and that development dependencies are not left out (--omit=dev, NODE_ENV=production) where the build needs them.`,
    ),
  ];
}
