import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { buildAgain } from '../verify.js';

/** Which package of nixpkgs has a library, where its name does not say. */
const libraries: Readonly<Record<string, string>> = {
  openssl: 'openssl',
  ssl: 'openssl',
  crypto: 'openssl',
  libssl: 'openssl',
  z: 'zlib',
  zlib: 'zlib',
  'dbus-1': 'dbus',
  'gtk+-3.0': 'gtk3',
  gtk4: 'gtk4',
  'glib-2.0': 'glib',
  'gobject-2.0': 'glib',
  'gio-2.0': 'glib',
  libudev: 'udev',
  udev: 'udev',
  alsa: 'alsa-lib',
  asound: 'alsa-lib',
  libpq: 'libpq',
  pq: 'libpq',
  sqlite3: 'sqlite',
  xcb: 'xorg.libxcb',
  x11: 'xorg.libX11',
  X11: 'xorg.libX11',
  Xi: 'xorg.libXi',
  Xcursor: 'xorg.libXcursor',
  Xrandr: 'xorg.libXrandr',
  xkbcommon: 'libxkbcommon',
  'wayland-client': 'wayland',
  GL: 'libGL',
  EGL: 'libGL',
  vulkan: 'vulkan-loader',
  'webkit2gtk-4.1': 'webkitgtk_4_1',
  'webkit2gtk-4.0': 'webkitgtk_4_0',
  'javascriptcoregtk-4.1': 'webkitgtk_4_1',
  'libsoup-3.0': 'libsoup_3',
  freetype2: 'freetype',
  fontconfig: 'fontconfig',
  ncurses: 'ncurses',
  curl: 'curl',
  libcurl: 'curl',
  'libxml-2.0': 'libxml2',
  xml2: 'libxml2',
  'libusb-1.0': 'libusb1',
  pcre2: 'pcre2',
  protobuf: 'protobuf',
  lzma: 'xz',
  zstd: 'zstd',
  'stdc++': 'stdenv.cc.cc.lib',
  iconv: 'libiconv',
  ffi: 'libffi',
  libffi: 'libffi',
  systemd: 'systemd',
  libsystemd: 'systemd',
};

const attributeOf = (name: string): string =>
  libraries[name] ?? libraries[name.replace(/^lib/, '')] ?? name.replace(/-\d[\d.]*$/, '');

export const pkgConfigMissing: DiagnosisRule = {
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
      anchors: ['pkg-config', 'pkg_config', 'PKG_CONFIG', 'pkgconf'],
      line: /(?:[Cc]ould not (?:find|run)|(?:not found|cannot find|Could NOT find|did not find|Did not find|missing|install)).{0,60}[`'"(]?(?<tool>pkg-config|PkgConfig|pkgconf|PKG_CONFIG_EXECUTABLE)\b(?! search)|pkg-config(?:: command| command could not be| is)? not (?:be )?(?:found|installed)|(?:The pkg-config (?:script|program) could not be found)|pkg-config' 'has exited|`(?:\\?"?pkg-config\\?"?|PKG_CONFIG\S{0,80}).{0,300}(?:did not exit successfully|No such file)/,
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
      /Package ['"`]?(?<library>[\w.+-]{1,80})['"`]?(?: was not found|,? required by)|The system library `(?<crate>[\w.+-]{1,80})`|(?<name>[\w+-]{2,60})\.pc\b|(?<sys>[\w]{2,40})-sys/;
    const around = (evidence.after(near, 25) ?? evidence.before(near, 25))?.groups;
    const own = evidence.get('library') || evidence.get('other');
    const library =
      own ||
      around?.['library'] ||
      around?.['crate'] ||
      around?.['name'] ||
      around?.['sys'] ||
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
    const attribute = library === '' ? 'openssl' : attributeOf(library);
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
        ? `pkg-config is not in PATH${package_ === undefined ? '' : ` in the build of ${package_}`}, so ${library === '' ? 'no library' : library} cannot be found.`
        : `pkg-config does not find ${subject}: its package (its dev output, which holds the .pc file) is not among the inputs, or pkg-config itself is not in nativeBuildInputs, whose hook makes inputs visible.`,
      fixes: [
        nixFix(
          'Add pkg-config to nativeBuildInputs, and the library to buildInputs. (For crane: in the arguments of buildDepsOnly, too.)',
          `nativeBuildInputs = [ pkgs.pkg-config ];\nbuildInputs = [ pkgs.${attribute} ];`,
        ),
        nixFix(
          'In a shell.',
          `mkShell { packages = [ pkgs.pkg-config pkgs.${attribute} ]; }   # a new shell, not nix-env or systemPackages`,
        ),
        shellFix(
          'Where hooks do not run (cargo outside a shell, strictDeps), name the dev output.',
          `export PKG_CONFIG_PATH=$(nix eval --raw nixpkgs#${attribute}.dev)/lib/pkgconfig`,
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
        `pkg-config --modversion ${library === '' ? 'openssl' : library}`,
        ...buildAgain(package_),
      ],
    };
  },
};

export const linkerMissing: DiagnosisRule = {
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
      anchors: ['undefined reference to', 'Undefined symbols for'],
      line: /undefined reference to [`'"](?<symbol>[^`'"]{1,200})['"]/,
    },
    {
      anchors: [', not found (try using'],
      line: /warning: (?<library>[\w.+-]{1,80}\.so[\w.]{0,20}), needed by \S{1,300}, not found/,
    },
    {
      anchors: ['exec the linker', 'error: linker '],
      line: /could not exec the linker `(?<tool>[\w.+-]{1,60})`|linker `(?<other_tool>[\w.+-]{1,60})` not found/,
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
    const library = (evidence.get('library') || evidence.get('other')).replace(/:$/, '');
    const attribute = attributeOf(library);
    const package_ = evidence.block.derivation;
    const symbol = evidence.get('symbol');
    if (symbol !== '') return undefinedSymbol(evidence, symbol);
    const tool = evidence.get('tool') || evidence.get('other_tool');
    if (tool !== '') return noLinker(tool, package_);
    const libc = ['c', 'm', 'pthread', 'System', 'gcc_s', 'dl', 'rt'].includes(library);
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
            nixFix('Add the library to buildInputs.', `buildInputs = [ pkgs.${attribute} ];`),
            nixFix(
              'For what is linked outside a build (cargo, go, pip in a shell).',
              `mkShell { buildInputs = [ pkgs.${attribute} ]; LIBRARY_PATH = pkgs.lib.makeLibraryPath [ pkgs.${attribute} ]; }`,
            ),
          ],
      verify: buildAgain(package_),
    };
  },
};

/** The library is found or not even asked for, and what is called is in none that is linked. */
function undefinedSymbol(evidence: Evidence, symbol: string): Diagnosis | undefined {
  const package_ = evidence.block.derivation;
  const other = /undefined reference to|needed by .{1,300} not found|cannot find -l/;
  const failed = /ld returned 1|linker command failed|failed with exit code|ld: error/;
  if (evidence.before(other, 400) !== undefined || evidence.after(failed, 400) === undefined)
    return undefined;
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
        'buildInputs = [ pkgs.LIBRARY ];\nNIX_LDFLAGS = "-lNAME";',
      ),
      shellFix('Find which library has it.', `nm -D --defined-only /path/lib*.so | grep ${symbol}`),
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
        'mkShell { packages = [ pkgs.cargo pkgs.rustc pkgs.stdenv.cc ]; }',
      ),
    ],
    verify: [`which ${tool}`, ...buildAgain(package_)],
  };
}

export const patchFailed: DiagnosisRule = {
  id: 'build/patch',
  class: 'patch-failed',
  phase: 'build',
  title: 'Patch does not apply',
  components: ['build'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'FAILED at',
        'FAILED --',
        'hunk FAILED',
        'hunk ignored',
        'hunks ignored',
        'hunks FAILED',
        'Hunk #',
      ],
      line: /(?:Hunk #\d{1,4} (?:FAILED|ignored) at \d{1,7}|\d{1,4} out of \d{1,4} hunks? (?:FAILED|ignored))(?:.{0,60}saving rejects to file (?<reject>\S{1,200}))?/,
    },
    {
      anchors: ['Reversed (or previously applied)', 'malformed patch', 'Only garbage was found'],
      line: /Reversed \(or previously applied\) patch detected|malformed patch at line|Only garbage was found in the patch input/,
    },
    {
      anchors: ['patch does not apply', 'patch failed:'],
      line: /error: (?:patch failed: (?<file>\S{1,200}):\d{1,7}|(?<other>\S{1,200}): patch does not apply)/,
    },
    { anchors: ['find file to patch'], line: /can't find file to patch at input line/ },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: patchPhase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-patch-phase',
    },
  ],
  explain(evidence) {
    const patch = evidence.before(
      /applying patch (?:\/nix\/store\/[0-9a-z]{32}-)?(?<patch>\S{1,200})/,
      80,
    )?.groups?.['patch'];
    const rejects = /saving rejects to file (?<file>\S{1,200})\.rej/;
    const file =
      evidence.get('reject').replace(/\.rej$/, '') ||
      evidence.get('file') ||
      evidence.get('other') ||
      evidence.before(/patching file ['"]?(?<file>\S{1,200})/, 60)?.groups?.['file'] ||
      evidence.after(rejects, 30)?.groups?.['file'];
    const package_ = evidence.block.derivation;
    const applied = /Reversed/.test(evidence.line.text);
    const name = patch?.replace(/^.*\//, '');
    return {
      culprit: [name ?? file ?? 'a patch', package_ && `on ${package_}`]
        .filter((part) => part)
        .join(' '),
      facts: { patch: name, file, derivation: package_ },
      message: applied
        ? `${name ?? 'The patch'} is in the source${package_ === undefined ? '' : ` of ${package_}`} already: upstream took it, or it is applied twice.`
        : `${name ?? 'A patch'} does not fit the source${package_ === undefined ? '' : ` of ${package_}`}${file === undefined ? '' : ` (${file})`}: it was made for another version than the one that is built (an override of src or version, or an updated input).`,
      fixes: [
        nixFix(
          'Drop it, if upstream has it or the version does not need it.',
          `patches = builtins.filter (p: !(lib.hasInfix "${name ?? 'NAME'}" (toString p))) (old.patches or [ ]);`,
        ),
        advice(
          `Or update it: take the patch (variant) that belongs to this version, or make it again against this source.`,
        ),
        advice(
          'If you overrode src or version of the package, take the override away, or bring its patches in step; if not, update nixpkgs, so that patch and source are of one revision.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
};
