import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { buildAgain } from '../../shared/verify.js';

/** The source asks for a newer compiler or build tool than this nixpkgs builds it with. */
export const toolchainTooOld: DiagnosisRule = inPackage({
  id: 'build/toolchain-too-old',
  class: 'toolchain-too-old',
  phase: 'build',
  title: 'Compiler or build tool is too old for the source',
  components: ['build'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['go.mod specified Go version'],
      line: /go\.mod specified Go version (?<go>\d[\w.]{0,20}), but (?:no compatible Go attribute|(?<has>no such))/,
    },
    {
      anchors: ['toolchain not available'],
      line: /go: download go(?<go>\d[\w.]{0,20}) for \S{3,40}: toolchain not available/,
    },
    {
      anchors: [
        'use of unstable library feature',
        'expressions in this position are unstable',
        'is unstable',
      ],
      line: /error\[E0658\]: (?<unstable>.{5,160})/,
    },
    {
      anchors: ['go.mod requires go', 'requires go >='],
      line: /requires go >= (?<go>\d[\w.]{0,20}) \(running go (?<has>\d[\w.]{0,20})/,
    },
    {
      anchors: ['requires rustc ', 'is not supported by the following package'],
      line: /requires rustc (?<rustc>\d[\w.]{0,20}) or newer, while the currently active rustc version is (?<has>\d[\w.]{0,20})|rustc (?<older>\d[\w.]{0,20}) is not supported by the following package/,
    },
    {
      anchors: ['is not stabilized in this version of Cargo'],
      line: /Cargo feature called `(?<edition>edition\d{4})`, but that feature is not stabilized in this version of Cargo \((?<has>\d[\w.]{0,20})/,
    },
    {
      anchors: ['NETSDK1045'],
      line: /NETSDK1045: The current \.NET SDK does not support targeting \.NET (?<dotnet>\d[\w.]{0,10})\. {1,2}Either target \.NET (?<has>\d[\w.]{0,10}) or lower/,
    },
    {
      anchors: ['or higher is required.', 'but project requires'],
      line: /CMake (?<cmake>\d[\w.]{0,20}) or higher is required\. {1,2}You are running version (?<has>\d[\w.]{0,20})|Meson version is (?<old>\d[\w.]{0,20}) but project requires >= ?(?<meson>\d[\w.]{0,20})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: languages and frameworks',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-language-support',
    },
  ],
  explain(evidence) {
    const older = evidence.get('older');
    const asked =
      older === ''
        ? undefined
        : evidence.after(/requires rustc (?<is>\d[\w.]{0,20})/, 6)?.groups?.['is'];
    const [tool, wanted] = wantedOf(evidence, asked);
    const has = evidence.get('has') || evidence.get('old') || older || 'an older one';
    const package_ = evidence.block.derivation;
    return {
      culprit: `${tool} ${wanted}${package_ === undefined ? '' : ` for ${package_}`} (it has ${has})`,
      facts: { tool, wanted, has, derivation: package_ },
      message: `${package_ ?? 'The source'} needs ${tool} ${wanted} or newer, and is built with ${has}.`,
      fixes: evidence.line.text.includes('go.mod specified')
        ? [
            newer(evidence, wanted, tool),
            advice('Or, if the source is yours and needs no more: lower the line go in go.mod.'),
          ]
        : samePoint(wanted, has)
          ? [newer(evidence, wanted, tool), ...own(tool, wanted)]
          : [...own(tool, wanted), newer(evidence, wanted, tool)],
      verify: buildAgain(package_),
    };
  },
});

/** 1.26.5 and 1.26.4: the toolchain of that name is the one that is too old. */
function samePoint(wanted: string, has: string): boolean {
  const minor = (version: string): string | undefined => /^\d+\.\d+/.exec(version)?.[0];
  return minor(wanted) !== undefined && minor(wanted) === minor(has);
}

function newer({ context }: Evidence, wanted: string, tool: string): DiagnosisFix {
  return context.flake === false
    ? shellFix(`Take a newer nixpkgs, which has ${tool} ${wanted}.`, 'sudo nix-channel --update')
    : shellFix(
        `Take a newer nixpkgs, which has ${tool} ${wanted} (or, if you write the package, let it ask for less).`,
        'nix flake update nixpkgs',
      );
}

function wantedOf({ get }: Evidence, asked: string | undefined): readonly [string, string] {
  if (get('go') !== '') return ['Go', get('go')];
  if (get('edition') === 'edition2024') return ['Rust', '1.85'];
  if (get('dotnet') !== '') return ['the .NET SDK', get('dotnet')];
  if (get('cmake') !== '') return ['CMake', get('cmake')];
  if (get('meson') !== '') return ['Meson', get('meson')];
  return ['Rust', get('rustc') || asked || 'of a later release'];
}

/** What the package's own definition can say. */
function own(tool: string, wanted: string): readonly DiagnosisFix[] {
  const minor = /^(?<major>\d+)\.(?<minor>\d+)/.exec(wanted)?.groups;
  if (tool === 'Go' && minor !== undefined)
    return [
      nixFix(
        'If this nixpkgs has that Go beside the default one: build with it.',
        `buildGoModule = pkgs.buildGoModule.override { go = pkgs.go_${minor['major'] ?? '1'}_${minor['minor'] ?? ''}; };`,
      ),
    ];
  if (tool === 'the .NET SDK' && minor !== undefined)
    return [
      nixFix(
        'Build with that SDK.',
        `dotnet-sdk = pkgs.dotnetCorePackages.sdk_${minor['major'] ?? '9'}_${minor['minor'] ?? '0'};`,
      ),
    ];
  if (tool === 'Rust')
    return [
      advice(
        'If you write the package: take a newer toolchain (rust-overlay or fenix, with makeRustPlatform or crane overrideToolchain), or an older version of the crate that asks for it (cargo update -p CRATE --precise VERSION).',
      ),
    ];
  return [];
}
