import type { DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A package manager finds no manifest or lock file where the build calls it. */
export const lockfilePlace: DiagnosisRule = {
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
    return {
      culprit: `${file} of ${derivation}`,
      facts: { file, folder: folder || undefined, derivation },
      message: `The build of ${derivation} looks for the ${file}${folder === '' ? '' : ` in ${folder}`}, and there is none: the source has it in another folder, or came without it (a submodule, a file that is not committed). The hash of the dependencies is not the cause.`,
      fixes: [
        advice(
          `If you did not write that package: its source and its build do not fit in this revision; update or pin the input that it comes from. If it is yours: set sourceRoot (or modRoot, pnpmRoot, npmRoot) to the folder that has it, fetch the submodules (fetchSubmodules = true), or commit the file.`,
        ),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
};
