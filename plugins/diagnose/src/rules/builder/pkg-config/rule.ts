import { shellWord, type DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { attributeOf } from '../../shared/toolchain.js';
import { inPackage } from '../../shared/packageOwner.js';

export const pkgConfigMissing: DiagnosisRule = inPackage({
  id: 'build/pkg-config',
  class: 'pkg-config-missing',
  phase: 'build',
  title: 'Library is not found by pkg-config',
  components: ['build'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['was not found in the pkg-config search path'],
      line: /Package ['"`]?(?<library>[\w.+-]{1,80})['"`]? was not found in the pkg-config search path/,
    },
    {
      anchors: ['No package '],
      line: /No package ['"](?<library>[\w.+-]{1,80})['"](?:,.{0,80})? found/,
    },
    {
      anchors: ['pkg-config', 'pkg_config', 'PKG_CONFIG', 'pkgconf', 'Pkg-config for machine'],
      line: /Pkg-config for machine build machine not found|(?:[Cc]ould not (?:find|run)|(?:not found|cannot find|Could NOT find|did not find|Did not find|missing|install)).{0,60}[`'"(]?(?<tool>pkg-config|PkgConfig|pkgconf|PKG_CONFIG_EXECUTABLE)\b(?! search)|pkg-config(?:: command| command could not be| is)? not (?:be )?(?:found|installed)|(?:The pkg-config (?:script|program) could not be found)|pkg-config' 'has exited|`(?:\\?"?pkg-config\\?"?|PKG_CONFIG\S{0,80}).{0,300}(?:did not exit successfully|No such file)/,
    },
    {
      anchors: ['openssl-sys', 'find directory of OpenSSL', 'OpenSSL installation'],
      line: /Could not find directory of OpenSSL installation|openssl-sys.{0,60}failed/,
    },
    {
      anchors: ['required by ', 'as required by'],
      line: /(?:Dependency|dependency) ['"](?<library>[\w.+-]{1,80})['"].{0,40} not found|Package ['"](?<other>[\w.+-]{1,80})['"], required by ['"].{1,60}['"], not found/,
    },
    {
      anchors: ['system library', 'Package dependency requirement'],
      line: /The system library `(?<library>[\w.+-]{1,80})` required by crate|Package dependency requirement ['"]?(?<other>[\w.+-]{1,80})/,
    },
    {
      anchors: ['Run-time dependency', 'Dependency '],
      line: /(?:Run-time dependency|Dependency) "?(?<library>[\w.+-]{1,80})"? (?:found: NO|not found, tried pkgconfig)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: pkg-config',
      url: 'https://nixos.org/manual/nixpkgs/stable/#setup-hook-pkg-config',
    },
  ],
  explain(evidence) {
    const near =
      /Package ['"`]?(?<library>[\w.+-]{1,80})['"`]?(?: was not found|,? required by)|The system library `(?<crate>[\w.+-]{1,80})`|(?<name>[\w+-]{2,60})\.pc\b|(?<sys>[\w]{2,40})-sys|pkg-config (?:--?[\w-]{1,20} ){1,5}['"]?(?<asked>[A-Za-z][\w.+-]{1,60})/;
    const around = (evidence.after(near, 25) ?? evidence.before(near, 25))?.groups;
    const own = evidence.get('library') || evidence.get('other');
    const library =
      own ||
      around?.['library'] ||
      around?.['crate'] ||
      around?.['name'] ||
      around?.['sys'] ||
      around?.['asked'] ||
      (/pkg-config (?:--?[\w-]{1,20} ){1,5}['"]?(?<asked>[A-Za-z][\w.+-]{1,60})/.exec(
        evidence.line.text,
      )?.groups?.['asked'] ??
        '') ||
      (/openssl/i.test(evidence.line.text) ? 'openssl' : '');
    const toolMissing =
      own === '' &&
      !/not found in the pkg-config search path/.test(evidence.line.text) &&
      /command not found|Could not run|not be found|No such file|not installed|Is `?pkg-config|Did not find|Could NOT find/.test(
        `${evidence.line.text} ${evidence.below(6).join(' ')}`,
      );
    // Optional dependencies that meson reports are no failure by themselves.
    const optional = /found: NO/.test(evidence.line.text);
    if (
      optional &&
      evidence.after(/ERROR: (?:Dependency|Problem)|meson\.build:\d+:\d+: ERROR/, 6) === undefined
    )
      return undefined;
    // CMake goes on without what it only asked for, and says when it does not.
    if (
      /^-- /.test(evidence.line.text) &&
      evidence.after(/^CMake Error|A required package was not found|Configuring incomplete/, 12) ===
        undefined
    )
      return undefined;
    // pkg-config only mentions what a library needs for itself; CMake says what stops it.
    if (
      evidence.get('other') !== '' &&
      evidence.after(
        /^CMake Error|Could not find a package configuration|Build files have been written|Configuring done/,
        40,
      ) !== undefined
    )
      return undefined;
    // What a found library needs for itself is said below, and is what is missing.
    const inner = /Could not generate cflags for/.test(
      `${evidence.line.text} ${evidence.below(6).join(' ')}`,
    );
    if (inner && !/was not found in the pkg-config search path/.test(evidence.line.text))
      return undefined;
    const attribute =
      library === ''
        ? /openssl/i.test(evidence.line.text)
          ? 'openssl'
          : 'YOUR_LIBRARY'
        : (attributeOf(library) ?? 'YOUR_LIBRARY');
    const fill =
      attribute === 'YOUR_LIBRARY'
        ? {
            fill: {
              YOUR_LIBRARY:
                library === ''
                  ? 'the package of the library that is looked for'
                  : `the package that has ${library}.pc`,
            },
          }
        : {};
    const package_ = evidence.block.derivation;
    const subject =
      toolMissing && library === '' ? 'pkg-config' : library === '' ? 'pkg-config' : library;
    return {
      culprit: [
        toolMissing && library !== '' ? `pkg-config (for ${library})` : subject,
        package_ && `in ${package_}`,
      ]
        .filter((part) => part)
        .join(' '),
      facts: { library: library || undefined, derivation: package_ },
      message: toolMissing
        ? `pkg-config is not in PATH${package_ === undefined ? '' : ` in the build of ${package_}`}, so ${library === '' ? 'no library is' : `${library} is not`} found.`
        : `pkg-config does not find ${subject}: its package (its dev output, which holds the .pc file) is not among the inputs, or pkg-config itself is not in nativeBuildInputs, whose hook makes inputs visible.`,
      fixes: [
        ...(evidence.all(/Pkg-config for machine build machine not found/)[0] !== undefined
          ? [
              nixFix(
                'It is built for another system, and wants a pkg-config for the machine that builds as well (if you did not write the package: update nixpkgs, or switch that part of it off).',
                'depsBuildBuild = [ pkgs.pkg-config ];',
              ),
            ]
          : []),
        nixFix(
          'Add pkg-config to nativeBuildInputs, and the library to buildInputs. (For crane: in the arguments of buildDepsOnly, too.)',
          `nativeBuildInputs = [ pkgs.pkg-config ];\nbuildInputs = [ pkgs.${attribute} ];`,
          fill,
        ),
        nixFix(
          'In a shell (a new one; what is in a profile or in systemPackages is not seen).',
          `pkgs.mkShell { packages = [ pkgs.pkg-config pkgs.${attribute} ]; }`,
          fill,
        ),
        shellFix(
          'Where hooks do not run (cargo outside a shell, strictDeps), name the dev output.',
          `export PKG_CONFIG_PATH="$(nix eval --raw nixpkgs#${attribute}.dev)/lib/pkgconfig"`,
          fill,
        ),
        ...(attribute === 'openssl'
          ? [
              nixFix(
                'Or tell openssl-sys where it is.',
                'OPENSSL_DIR = pkgs.openssl.dev;\nOPENSSL_LIB_DIR = "${pkgs.openssl.out}/lib";',
              ),
            ]
          : []),
      ],
      verify: [
        `pkg-config --modversion ${library === '' ? 'openssl' : shellWord(library)}`,
        ...buildAgain(package_),
      ],
    };
  },
});
