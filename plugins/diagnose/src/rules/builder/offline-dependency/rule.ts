import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ofPackage } from '../../shared/languages.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** The tools that fetch what a build depends on before it, and how nixpkgs keeps what they fetch. */
const tools = {
  maven: {
    name: 'Maven',
    what: 'mvnHash is of an older pom.xml or Maven, or a plugin is resolved only while it builds',
    fixes: [
      nixFix(
        'If the package is yours: with this hash Nix stops and says the right one; write that.',
        'mvnHash = lib.fakeHash;',
      ),
      nixFix(
        'A plugin that is resolved only while it builds is not fetched before: name it.',
        'manualMvnArtifacts = [ "YOUR_ARTIFACT" ];',
        { fill: { YOUR_ARTIFACT: 'group:artifact:version, as the message names it' } },
      ),
    ],
  },
  gradle: {
    name: 'Gradle',
    what: 'deps.json (the list of what was fetched) is of an older build file',
    fixes: [
      shellFix(
        'If the package is yours: have the list of dependencies made anew by its update script (mitmCache), and commit it.',
        'nix build .#YOUR_PACKAGE.mitmCache.updateScript && ./result',
        { fill: { YOUR_PACKAGE: 'the package' } },
      ),
      advice('With gradle2nix: run it again, and commit gradle.lock.'),
    ],
  },
  nuget: {
    name: 'NuGet',
    what: 'deps.json (nugetDeps) is of an older project file',
    fixes: [
      shellFix(
        'If the package is yours: have its list of dependencies made anew, and commit it.',
        'nix build .#YOUR_PACKAGE.fetch-deps && ./result deps.json',
        { fill: { YOUR_PACKAGE: 'the package' } },
      ),
    ],
  },
  mix: {
    name: 'Mix',
    what: 'mixFodDeps is of an older mix.lock',
    fixes: [
      nixFix(
        'If the package is yours: with this hash Nix stops and says the right one; write that.',
        'mixFodDeps = fetchMixDeps {\n  inherit pname version src;\n  hash = lib.fakeHash;\n};',
      ),
    ],
  },
  composer: {
    name: 'Composer',
    what: 'vendorHash is of an older composer.lock',
    fixes: [
      nixFix(
        'If the package is yours: with this hash Nix stops and says the right one; write that.',
        'vendorHash = lib.fakeHash;',
      ),
    ],
  },
  zig: {
    name: 'Zig',
    what: 'the dependencies (zigDeps, build.zig.zon.nix) are of an older build.zig.zon',
    fixes: [
      shellFix(
        'If the package is yours: have the list of dependencies made anew, and commit it.',
        'nix run nixpkgs#zon2nix -- build.zig.zon > deps.nix',
      ),
    ],
  },
} as const satisfies Record<
  string,
  { readonly name: string; readonly what: string; readonly fixes: readonly DiagnosisFix[] }
>;

/** A build tool wants what was not fetched before the build, and the sandbox has no network. */
export const offlineDependency: DiagnosisRule = inPackage({
  id: 'build/offline-dependency',
  class: 'offline-dependency-missing',
  phase: 'build',
  title: 'Dependency was not fetched before the build',
  components: ['build'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['in offline mode and the artifact'],
      line: /Cannot access .{1,200} in offline mode and the artifact (?<maven>[\w.-]{1,100}:[\w.-]{1,100}[\w.:-]{0,80}) has not been downloaded/,
    },
    {
      anchors: ['available for offline mode'],
      line: /No cached version (?:listing for |of )(?<gradle>\S{3,200}) available for offline mode/,
    },
    {
      // A dependency that settings.gradle takes from Git, and not from a repository of packages.
      anchors: ['in offline mode'],
      line: /Cannot resolve (?<gradle>\S{3,200}) from Git repository at \S{3,300} in offline mode/,
    },
    {
      anchors: ['error NU1101', 'error NU1102', 'error NU1301', 'error NU1100', 'error NU1103'],
      line: /error NU1(?:10[0-3]|301): (?:Unable to (?:find|resolve) (?:package )?['"]?(?<nuget>[\w.-]{1,120}\w)|.{0,200})/,
    },
    {
      anchors: ['Unchecked dependencies for environment', 'continue due to errors on dependencies'],
      line: /(?<mix>Unchecked dependencies for environment|Can't continue due to errors on dependencies)/,
    },
    {
      anchors: ['composer.lock', 'disabled network'],
      line: /(?<composer>The disabled network.{0,100}|Required package ['"][^'"]{1,100}['"] is not present in the lock file)/,
    },
    {
      anchors: ['build.zig.zon'],
      line: /build\.zig\.zon:\d+:\d+: error: (?<zig>unable to connect to server|.{0,60}UnknownHostName.{0,60}|failed to .{0,60}|.{0,60}TemporaryNameServerFailure)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: languages and frameworks',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-language-support',
    },
  ],
  explain(evidence) {
    const tool = toolOf(evidence);
    const { name, what, fixes } = tools[tool];
    const package_ = evidence.block.derivation;
    const wanted = /^[\w.-]+(?::[\w.-]+)*$/.test(evidence.get(tool))
      ? evidence.get(tool)
      : (evidence.after(/^\s*\* (?<dependency>[\w.-]{2,80})/, 8)?.groups?.['dependency'] ?? '');
    const subject = wanted === '' ? 'a dependency' : wanted;
    // Nothing says that Nix has to do with it.
    if (
      package_ === undefined &&
      evidence.all(/\/nix\/store|nix-build|Running phase|\boffline\b/)[0] === undefined
    )
      return undefined;
    return {
      culprit: `${subject}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { dependency: wanted || undefined, tool: name, derivation: package_ },
      message: `${name} runs offline in the build${ofPackage(package_)} and wants ${subject}, which was not fetched before the build: ${what}.`,
      fixes: [
        ...(/from Git repository at /.test(evidence.line.text) ? ofGitSource : fixes),
        shellFix(
          'If it is the package of an input or of nixpkgs, that is for its authors to renew: update it (or pin the revision before).',
          evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});

/** What settings.gradle takes as sources from Git is in no list of downloads. */
const ofGitSource: readonly DiagnosisFix[] = [
  nixFix(
    'If the package is yours: Gradle clones it itself (sourceControl in settings.gradle), which no list of downloads has. Fetch it with fetchgit, and put includeBuild("vendored") there in its place.',
    'postPatch = "cp -r ${YOUR_SOURCE} vendored && chmod -R u+w vendored";',
    { fill: { YOUR_SOURCE: 'the fetchgit of the repository that the message names' } },
  ),
];

function toolOf(evidence: Evidence): keyof typeof tools {
  if (/error NU1/.test(evidence.line.text)) return 'nuget';
  const named = (['maven', 'gradle', 'mix', 'composer', 'zig'] as const).find(
    (one) => evidence.get(one) !== '',
  );
  return named ?? 'nuget';
}
