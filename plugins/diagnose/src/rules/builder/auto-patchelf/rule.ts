import type { DiagnosisRule } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

const providers: Readonly<Record<string, string>> = {
  'libstdc++.so.6': 'stdenv.cc.cc.lib',
  'libgcc_s.so.1': 'stdenv.cc.cc.lib',
  'libz.so.1': 'zlib',
  'libGL.so.1': 'libGL',
  'libX11.so.6': 'xorg.libX11',
  'libxcb.so.1': 'xorg.libxcb',
  'libasound.so.2': 'alsa-lib',
  'libgbm.so.1': 'libgbm',
  'libudev.so.1': 'udev',
  'libcrypt.so.1': 'libxcrypt-legacy',
  'libssl.so.3': 'openssl',
  'libnss3.so': 'nss',
  'libgtk-3.so.0': 'gtk3',
  'libcuda.so.1': '',
};

/** autoPatchelfHook finds no library for a binary of the package. */
export const autoPatchelf: DiagnosisRule = {
  id: 'build/auto-patchelf',
  class: 'auto-patchelf-missing',
  phase: 'build',
  title: 'Library of a binary package is missing',
  components: ['build'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['auto-patchelf could not satisfy', 'could not satisfy dependency'],
      line: /could not satisfy dependency (?<library>[\w.+-]{2,120}) wanted by (?<by>\S{1,300})/,
    },
    {
      anchors: ['auto-patchelf failed to find all'],
      line: /auto-patchelf failed to find all the required dependencies/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: autoPatchelfHook',
      url: 'https://nixos.org/manual/nixpkgs/stable/#setup-hook-autopatchelfhook',
    },
  ],
  explain(evidence) {
    const libraries = [
      ...new Set(
        evidence
          .all(/could not satisfy dependency (?<library>[\w.+-]{2,120}) wanted by/)
          .map(({ groups }) => groups?.['library'] ?? ''),
      ),
    ];
    const [first] = libraries;
    if (first === undefined) return undefined;
    const names = libraries.map((one) =>
      packageName(
        providers[one] ??
          one
            .replace(/^lib/, '')
            .replace(/\.so.*$/, '')
            .toLowerCase(),
      ),
    );
    const known = [...new Set(names.filter((name) => name !== undefined))];
    const package_ = evidence.block.derivation;
    const fill =
      known.length === 0
        ? { fill: { YOUR_LIBRARY: `the package that has ${first}: nix-locate -w lib/${first}` } }
        : {};
    return {
      culprit: `${libraries.join(', ')}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { libraries: libraries.join(', '), derivation: package_ },
      message: `The binaries of ${package_ ?? 'the package'} want ${libraries.join(', ')}, and no input has ${libraries.length === 1 ? 'it' : 'them'}.`,
      fixes: [
        nixFix(
          'Add the packages of these libraries (by their names; nix-locate finds the others).',
          `buildInputs = [ ${known.length === 0 ? 'pkgs.YOUR_LIBRARY' : known.map((name) => `pkgs.${name}`).join(' ')} ];`,
          fill,
        ),
        nixFix(
          'If the program does without: leave these dependencies out.',
          `autoPatchelfIgnoreMissingDeps = [ ${libraries.map((one) => `"${one}"`).join(' ')} ];`,
        ),
      ],
      verify: buildAgain(package_),
    };
  },
};
