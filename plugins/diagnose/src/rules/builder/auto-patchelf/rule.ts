import type { DiagnosisRule } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';
import { packageOfLibrary } from '../../shared/sonames.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** autoPatchelfHook finds no library for a binary of the package. */
export const autoPatchelf: DiagnosisRule = inPackage({
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
    const driver = libraries.filter((one) =>
      /^lib(?:cuda|nvidia-ml|nvcuvid|nvidia-encode)\.so/.test(one),
    );
    const needed = libraries.filter((one) => !driver.includes(one));
    const named = needed.map((one) => packageOfLibrary(one));
    const known = [...new Set(named.filter((name) => name !== undefined))];
    const unknown = needed.filter((_, index) => named[index] === undefined);
    const package_ = evidence.block.derivation;
    const fill =
      unknown.length === 0
        ? {}
        : {
            fill: {
              YOUR_LIBRARY: `the package that has ${unknown.slice(0, 3).join(', ')}: nix-locate -w lib/${unknown[0] ?? ''}`,
            },
          };
    const inputs = [...known, ...(unknown.length === 0 ? [] : ['YOUR_LIBRARY'])];
    return {
      culprit: `${libraries.join(', ')}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { libraries: libraries.join(', '), derivation: package_ },
      message: `The binaries of ${package_ ?? 'the package'} want ${libraries.join(', ')}, and no input has ${libraries.length === 1 ? 'it' : 'them'}.`,
      fixes: [
        ...(inputs.length === 0
          ? []
          : [
              nixFix(
                'Add the packages that have these libraries.',
                `buildInputs = [ ${inputs.map((name) => `pkgs.${name}`).join(' ')} ];`,
                fill,
              ),
            ]),
        ...(driver.length === 0
          ? []
          : [
              nixFix(
                `${driver.join(', ')} comes with the graphics driver of the machine, and with no package: leave it out here, and add autoAddDriverRunpath to nativeBuildInputs.`,
                `autoPatchelfIgnoreMissingDeps = [ ${driver.map((one) => `"${one}"`).join(' ')} ];`,
              ),
            ]),
        nixFix(
          'If the program does without: leave these dependencies out.',
          `autoPatchelfIgnoreMissingDeps = [ ${libraries.map((one) => `"${one}"`).join(' ')} ];`,
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});
