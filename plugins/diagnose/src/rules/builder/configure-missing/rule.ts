import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

/** Programs that a configure step asks for, and the package of nixpkgs that has each. */
const packageOf: Readonly<Record<string, string>> = {
  'gdbus-codegen': 'glib',
  'glib-compile-resources': 'glib',
  'glib-compile-schemas': 'glib',
  'glib-genmarshal': 'glib',
  'glib-mkenums': 'glib',
  'g-ir-scanner': 'gobject-introspection',
  'g-ir-compiler': 'gobject-introspection',
  'wayland-scanner': 'wayland-scanner',
  'desktop-file-validate': 'desktop-file-utils',
  'update-desktop-database': 'desktop-file-utils',
  'gtk-update-icon-cache': 'gtk3',
  'gtk4-update-icon-cache': 'gtk4',
  'blueprint-compiler': 'blueprint-compiler',
  appstreamcli: 'appstream',
  'appstream-util': 'appstream-glib',
  msgfmt: 'gettext',
  xgettext: 'gettext',
  itstool: 'itstool',
  xsltproc: 'libxslt',
  xmllint: 'libxml2',
  valac: 'vala',
  vapigen: 'vala',
  sassc: 'sassc',
  scdoc: 'scdoc',
  git: 'git',
  python3: 'python3',
  perl: 'perl',
  cargo: 'cargo',
  rustc: 'rustc',
  flex: 'flex',
  bison: 'bison',
  nasm: 'nasm',
  yasm: 'yasm',
  protoc: 'protobuf',
  makeinfo: 'texinfo',
  help2man: 'help2man',
  asciidoctor: 'asciidoctor',
  a2x: 'asciidoc',
  doxygen: 'doxygen',
  gperf: 'gperf',
  glslangValidator: 'glslang',
  glslc: 'shaderc',
};

const missingProgram: Saying = {
  anchors: ['not found or not executable', 'not found, try', 'was not found in'],
  line: /ERROR: Program '(?<program>[\w.+-]{1,60})(?: [^']{0,80})?' not found or not executable/,
  explain({ get, block }) {
    const program = get('program');
    const known = packageOf[program];
    return {
      culprit: `${program} in ${block.derivation ?? 'the build'}`,
      facts: { program },
      message: `The configuration step calls ${program}, which is not among the tools of the build.`,
      fixes: [
        known === undefined
          ? shellFix(
              'See which package has it, and add that to nativeBuildInputs.',
              `nix-locate --whole-name /bin/${program}`,
            )
          : nixFix('Add the package that has it.', `nativeBuildInputs = [ pkgs.${known} ];`),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const subproject: Saying = {
  anchors: ['wrap-based subproject downloading is disabled', 'Neither a subproject directory'],
  line: /ERROR: (?:Neither a subproject directory nor a (?<wrap>[\w.+-]{1,60})\.wrap file was found|Automatic wrap-based subproject downloading is disabled)/,
  explain(evidence) {
    const name =
      evidence.get('wrap') ||
      (evidence.before(
        /Subproject (?<is>[\w.+-]{1,60}) is buildable|Looking for a fallback subproject for the dependency (?<dep>[\w.+-]{1,60})|Run-time dependency (?<runtime>[\w.+-]{1,60}) found: NO/,
        12,
      )?.groups ?? { is: undefined })['is'];
    const dependency = evidence.before(
      /(?:fallback subproject for the dependency|Run-time dependency) (?<is>[\w.+-]{1,60})/,
      12,
    )?.groups?.['is'];
    const what = name ?? dependency ?? 'a dependency';
    return {
      culprit: `${what} in ${evidence.block.derivation ?? 'the build'}`,
      facts: { dependency: what },
      message: `Meson does not find ${what}, and would download it (a subproject), which a build may not.`,
      fixes: [
        nixFix(
          'If nixpkgs has it: add it, and Meson takes that.',
          `buildInputs = [ pkgs.${packageName(what) ?? 'YOUR_LIBRARY'} ];`,
          packageName(what) === undefined
            ? { fill: { YOUR_LIBRARY: `the package of ${what}` } }
            : {},
        ),
        advice(
          'If not: fetch it as a source of its own, and put it at subprojects/NAME in postPatch (Git submodules: fetchSubmodules = true in src).',
        ),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
};

const undefinedMacro: Saying = {
  anchors: ['possibly undefined macro: '],
  line: /error: possibly undefined macro: (?<macro>[A-Z_][A-Z0-9_]{2,60})/,
  explain({ get, block }) {
    const macro = get('macro');
    const pkg = /^(?:PKG_|AC_MSG_ERROR|AC_DEFINE|AC_SUBST)/.test(macro)
      ? 'pkg-config'
      : /^AX_/.test(macro)
        ? 'autoconf-archive'
        : /^(?:AM_GNU_GETTEXT|AM_NLS|AM_ICONV)/.test(macro)
          ? 'gettext'
          : /^(?:LT_|AC_PROG_LIBTOOL|AC_LIBTOOL)/.test(macro)
            ? 'libtool'
            : /^GTK_DOC/.test(macro)
              ? 'gtk-doc'
              : /^(?:GOBJECT_INTROSPECTION)/.test(macro)
                ? 'gobject-introspection'
                : undefined;
    return {
      culprit: `${macro} in ${block.derivation ?? 'the build'}`,
      facts: { macro },
      message: `autoconf does not know ${macro}: the package that brings that macro is not among the tools of the build.`,
      fixes: [
        pkg === undefined
          ? nixFix(
              'Let stdenv run it, with the usual macros at hand.',
              'nativeBuildInputs = [ pkgs.autoreconfHook pkgs.pkg-config pkgs.autoconf-archive ];',
            )
          : nixFix(
              `Add the package that has it.`,
              `nativeBuildInputs = [ pkgs.autoreconfHook pkgs.${pkg} ];`,
            ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const configure: Saying = {
  anchors: ['configure: error: '],
  line: /^configure: error: (?:(?:[Cc]ould not find|[Cc]annot find|[Mm]issing|[Rr]equired|[Uu]nable to find) )?(?:the )?(?:library |required )?['"`]?(?<what>[A-Za-z][\w.+-]{1,40})['"`]?(?: (?:library|headers?|development files))?(?: (?:is |was |were )?(?:not found|missing|required|is required|not installed)\b.{0,160})/,
  explain({ get, block }) {
    const what = get('what');
    if (/^(?:C|compiler|in|you|working|no|installation|source)$/i.test(what)) return undefined;
    const name = packageName(what.replace(/^lib(?=xml2$|xslt$)/, 'lib'));
    return {
      culprit: `${what} in ${block.derivation ?? 'the build'}`,
      facts: { dependency: what },
      message: `configure asks for ${what}, and does not find it among the inputs of the build.`,
      fixes: [
        nixFix(
          'Add the package that has it (nixai search pkg shows what it is called there), and pkg-config, by which it is found.',
          `nativeBuildInputs = [ pkgs.pkg-config ];\nbuildInputs = [ pkgs.${name ?? 'YOUR_LIBRARY'} ];`,
          name === undefined ? { fill: { YOUR_LIBRARY: `the package of ${what}` } } : {},
        ),
      ],
      verify: buildAgain(block.derivation),
      confidence: 0.8,
    };
  },
};

const forBindgen: Saying = {
  anchors: ['Unable to find libclang', 'installed, try setting the'],
  line: /(?<clang>Unable to find libclang)|Could not find [`'"]?(?<protoc>protoc)[`'"]?/,
  explain({ get, block }) {
    const clang = get('clang') !== '';
    return {
      culprit: `${clang ? 'libclang' : 'protoc'} in ${block.derivation ?? 'the build'}`,
      message: clang
        ? 'bindgen (a crate that reads C headers) needs libclang, and the build has none.'
        : 'A crate reads .proto files by protoc, and the build has none.',
      fixes: [
        clang
          ? nixFix(
              'Add the hook that shows it the way (in a shell: to packages, or set LIBCLANG_PATH = "${pkgs.libclang.lib}/lib").',
              'nativeBuildInputs = [ pkgs.rustPlatform.bindgenHook ];',
            )
          : nixFix('Add it (in a shell: to packages).', 'nativeBuildInputs = [ pkgs.protobuf ];'),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

/** A step before the compiler looks for what the build was not given. */
export const configureMissing = inPackage(
  ruleOfSayings(
    {
      id: 'build/configure-missing',
      class: 'configure-missing',
      phase: 'build',
      title: 'The build does not find what it needs',
      components: ['build'],
      confidence: 0.92,
      yieldsTo: ['pkg-config-missing', 'cmake-package-missing'],
      docs: [
        {
          title: 'Nixpkgs manual: dependencies',
          url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-stdenv-dependencies',
        },
      ],
    },
    [missingProgram, subproject, undefinedMacro, configure, forBindgen],
  ),
);
