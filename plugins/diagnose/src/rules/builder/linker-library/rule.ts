import { shellWord, type Diagnosis, type DiagnosisRule, type Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { attributeOf } from '../../shared/toolchain.js';
import { framework } from './framework.js';
import { inPackage } from '../../shared/packageOwner.js';

export const linkerMissing: DiagnosisRule = inPackage({
  id: 'build/linker-library',
  class: 'linker-missing-lib',
  phase: 'build',
  title: 'Linker cannot find a library',
  components: ['build'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['cannot find -l', 'unable to find library -l', 'library not found for -l'],
      line: /(?:cannot find|unable to find library|library not found for) -l:?(?<library>[\w.+-]{1,80})/,
    },
    {
      anchors: ['could not find native static library', 'find library '],
      line: /could not find (?:native static )?library [`'"](?<library>[\w.+-]{1,80})|ld: library ['"](?<other>[\w.+-]{1,80})['"] not found/,
    },
    {
      anchors: ['ld: framework not found', 'ld: file not found: /System/'],
      line: /ld: (?:framework not found (?<framework>\w{2,60})|file not found: \/System\/Library\/Frameworks\/(?<system>\w{2,60})\.framework)/,
    },
    {
      anchors: ['undefined reference to', 'Undefined symbols for'],
      line: /undefined reference to [`'"](?<symbol>[\w~.$][ !#-&(-_a-~]{0,199})['"]/,
    },
    {
      anchors: [', not found (try using'],
      line: /warning: (?<library>[\w.+-]{1,80}\.so[\w.]{0,20}), needed by \S{1,300}, not found/,
    },
    {
      anchors: ['exec the linker', 'error: linker ', 'linker '],
      line: /could not exec the linker [`'](?<tool>[\w.+-]{1,60})[`']|linker [`'](?<other_tool>[\w.+-]{1,60})[`'] not found/,
    },
    {
      anchors: ['library not found: '],
      line: /(?:mold|ld\.lld|lld|ld): (?:fatal: |error: )?library not found: (?<library>[\w.+-]{1,80})$/,
    },
    { anchors: ['ld: library '], line: /ld: library ['"](?<library>[\w.+-]{1,80})['"] not found/ },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: specifying dependencies',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-stdenv-dependencies',
    },
  ],
  explain(evidence) {
    if (evidence.get('framework') !== '' || evidence.get('system') !== '')
      return framework(evidence);
    const library = (evidence.get('library') || evidence.get('other')).replace(/:$/, '');
    const attribute = attributeOf(library) ?? 'YOUR_LIBRARY';
    const fill =
      attribute === 'YOUR_LIBRARY'
        ? { fill: { YOUR_LIBRARY: `the package that has lib${library}` } }
        : {};
    const package_ = evidence.block.derivation;
    const symbol = evidence.get('symbol');
    if (symbol !== '') return undefinedSymbol(evidence, symbol);
    const tool = evidence.get('tool') || evidence.get('other_tool');
    if (tool !== '') return noLinker(tool, package_);
    const libc = [
      'c',
      'm',
      'pthread',
      'System',
      'gcc',
      'gcc_s',
      'gcc_eh',
      'stdc++',
      'dl',
      'rt',
    ].includes(library);
    return {
      culprit: `-l${library}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { library, derivation: package_ },
      message: libc
        ? `The linker finds no -l${library}, which is part of the C library: the compiler is not the wrapped one of stdenv, glibc is linked statically without its static output, or (on macOS) gcc is used where the SDK's stubs are only known to clang.`
        : `The linker finds no lib${library}: no input of the build has it (in its lib output).`,
      fixes: libc
        ? [
            nixFix(
              'Build with the wrapped compiler; on macOS with clang (the default stdenv), or take the package from a binary cache.',
              'stdenv = pkgs.clangStdenv;',
            ),
            nixFix(
              'For a static link, add the static libraries.',
              'buildInputs = [ pkgs.glibc.static ];',
            ),
          ]
        : [
            nixFix('Add the library to buildInputs.', `buildInputs = [ pkgs.${attribute} ];`, fill),
            nixFix(
              'For what is linked outside a build (cargo, go, pip in a shell).',
              `pkgs.mkShell { buildInputs = [ pkgs.${attribute} ]; LIBRARY_PATH = pkgs.lib.makeLibraryPath [ pkgs.${attribute} ]; }`,
              fill,
            ),
          ],
      verify: buildAgain(package_),
    };
  },
});

/** The library is found or not even asked for, and what is called is in none that is linked. */
function undefinedSymbol(evidence: Evidence, symbol: string): Diagnosis | undefined {
  const package_ = evidence.block.derivation;
  const other = /undefined reference to|needed by .{1,300} not found|cannot find -l/;
  const failed = /ld returned 1|linker command failed|failed with exit code|ld: error/;
  if (evidence.before(other, 400) !== undefined || evidence.after(failed, 400) === undefined)
    return undefined;
  if (/^__(?:stack_chk_(?:fail|guard)|\w{2,30}_chk)$/.test(symbol))
    return withoutHardening(symbol, package_);
  const named =
    /lib(?<name>[\w+-]{1,60})\.a\b/.exec(evidence.line.text)?.groups?.['name'] ??
    evidence.before(/lib(?<name>[\w+-]{1,60})\.a\b/, 3)?.groups?.['name'];
  return {
    culprit: `${symbol}${named === undefined ? '' : ` (called by lib${named}.a)`}${package_ === undefined ? '' : ` in ${package_}`}`,
    facts: { symbol, library: named, derivation: package_ },
    message: `The linker finds no ${symbol}: the library that has it is not linked (a missing -l or pkg-config dependency), is of another version, or ${named === undefined ? 'a static library lacks its own dependencies' : `lib${named}.a is static, and its own dependencies have to be linked as well`}.`,
    fixes: [
      nixFix(
        'Add the library, and link it.',
        'buildInputs = [ pkgs.YOUR_LIBRARY ];\nNIX_LDFLAGS = "--library=YOUR_NAME";',
        {
          fill: {
            YOUR_LIBRARY: 'the package of the library',
            YOUR_NAME: 'what the linker calls it: z of libz.so',
          },
        },
      ),
      shellFix(
        'Find which library has it.',
        `nm -D --defined-only YOUR_LIBRARY.so | grep -F -- ${shellWord(symbol)}`,
        { fill: { YOUR_LIBRARY: 'a library that could have it' } },
      ),
    ],
    verify: buildAgain(package_),
    confidence: 0.75,
  };
}

/** Rust calls the C compiler to link; without stdenv there is none. */
function noLinker(tool: string, package_: string | undefined): Diagnosis {
  return {
    culprit: `${tool} (the linker)${package_ === undefined ? '' : ` in ${package_}`}`,
    facts: { tool, derivation: package_ },
    message: `There is no ${tool} in PATH, which is called to link: the shell or build has no C compiler.`,
    fixes: [
      nixFix(
        'Take the compiler into the shell: mkShell has one; for a list of packages name it.',
        'pkgs.mkShell { packages = [ pkgs.cargo pkgs.rustc pkgs.stdenv.cc ]; }',
      ),
    ],
    verify: [`which ${tool}`, ...buildAgain(package_)],
  };
}

/** What is linked without a C library lacks what stdenv's hardening flags let every function call. */
function withoutHardening(symbol: string, package_: string | undefined): Diagnosis {
  const flag = symbol.startsWith('__stack_chk') ? 'stackprotector' : 'fortify';
  return {
    culprit: `${symbol}${package_ === undefined ? '' : ` in ${package_}`}`,
    facts: { symbol, derivation: package_ },
    message: `Nothing that is linked has ${symbol}: it is called because stdenv compiles with the hardening flag ${flag}, and firmware, kernels and boot loaders are linked without the C library that has it.`,
    fixes: [
      nixFix(
        'Compile it without that flag (in the package, or in an override of it).',
        `hardeningDisable = [ "${flag}" ];`,
      ),
    ],
    verify: buildAgain(package_),
    confidence: 0.9,
  };
}
