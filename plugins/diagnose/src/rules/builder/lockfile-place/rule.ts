import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

const toolOf: Readonly<Record<string, string>> = {
  'CMakeLists.txt': 'cmake',
  'meson.build': 'meson',
  'Cargo.toml': 'cargo',
};

/** A build tool finds no manifest, build file or lock file where the build calls it. */
export const lockfilePlace: DiagnosisRule = inPackage({
  id: 'build/lockfile-place',
  class: 'phase-file-missing',
  phase: 'build',
  title: 'No manifest or lock file where the build looks',
  components: ['build', 'node'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['ERR_PNPM_NO_PKG_MANIFEST', 'ERR_PNPM_NO_LOCKFILE'],
      line: /ERR_PNPM_NO_PKG_MANIFEST\s{1,4}No (?<manifest>package\.json) found in (?<folder>\S{1,200})|(?<lock>ERR_PNPM_NO_LOCKFILE)/,
    },
    {
      anchors: ['go.mod file not found'],
      line: /go: (?<gomod>go\.mod) file not found in current directory/,
    },
    {
      anchors: ['does not appear to contain CMakeLists.txt'],
      line: /The source directory ['"`](?<folder>[^'"`\s]{1,300})['"`] does not appear to contain (?<manifest>CMakeLists\.txt)/,
    },
    {
      anchors: ['a build file meson.build'],
      line: /ERROR: Neither (?:source |directory |directories )?.{0,300}contains? a build file (?<manifest>meson\.build)/,
    },
    {
      anchors: ['Cargo.toml'],
      line: /error: could not find `(?<manifest>Cargo\.toml)` in `(?<folder>\/build[^`\s]{0,300})`/,
    },
    {
      anchors: [
        'No lock file!',
        'package-lock.json file does not exist',
        'lockfile does not exist',
      ],
      line: /ERROR: (?:No lock ?file!?|The package-lock\.json file does not exist|.{0,40}lockfile does not exist)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: JavaScript',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-language-javascript',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation ?? 'the package';
    const folder = evidence.get('folder');
    const file = evidence.get('manifest') || evidence.get('gomod') || 'lock file';
    const tool = toolOf[file];
    return {
      culprit: `${file} of ${derivation}`,
      facts: { file, folder: folder || undefined, derivation },
      message: tool
        ? `The build of ${derivation} calls ${tool}, which looks for ${file}${folder === '' ? '' : ` in ${folder}`}, and there is none: the source is built by another tool (${tool} among the inputs brings its own configurePhase with it), or has the file in another folder.`
        : `The build of ${derivation} looks for the ${file}${folder === '' ? '' : ` in ${folder}`}, and there is none: the source has it in another folder, or came without it (a submodule, a file that is not committed). The hash of the dependencies is not the cause.`,
      fixes: [
        ...(tool === 'cmake'
          ? [
              nixFix(
                'If the source is built by another tool (meson, make), and cmake only finds libraries for it: let its hook not configure, and have that tool among nativeBuildInputs (for meson: meson and ninja).',
                'dontUseCmakeConfigure = true;',
              ),
            ]
          : []),
        advice(
          'If you did not write that package: its source and its build do not fit in this revision; update or pin the input that it comes from.',
        ),
        advice(
          'If it is yours: set sourceRoot (or cmakeDir, modRoot, pnpmRoot, npmRoot) to the folder that has it, fetch the submodules (fetchSubmodules = true), or commit the file.',
        ),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
});
