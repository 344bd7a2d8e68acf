import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const attributes = ({ analysis }: Awaited<ReturnType<typeof derivationOf>>): readonly string[] =>
  analysis.components[0]!.inputs.map(({ attribute }) => attribute);

describe('a project of C', () => {
  it('with autotools has what configure.ac checks for', async () => {
    const made = await derivationOf({
      'configure.ac':
        'AC_INIT([weather], [1.4])\ndnl PKG_CHECK_MODULES([NO], [no])\nAC_PROG_YACC\nPKG_CHECK_MODULES([X], [libevent >= 2.0\n  jansson])\nAC_CHECK_LIB([z], [inflate])\nAC_SEARCH_LIBS([tgetent], [ncursesw curses])\nAC_CHECK_LIB([m], [cos])\nPKG_CHECK_MODULES([Y], [nosuch-2])\n',
      'Makefile.am': 'bin_PROGRAMS = weather\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members([
      'autoreconfHook',
      'bison',
      'pkg-config',
      'libevent',
      'jansson',
      'zlib',
      'ncurses',
    ]);
    expect(made.text).to.contain('version = "1.4";').and.contain('mainProgram = "weather";');
    expect(made.text).to.contain('# Unknown here: nosuch-2 (configure.ac:9, pkg-config nosuch-2).');
  });

  it('with meson leaves out what is off, and says what can be left out', async () => {
    const made = await derivationOf({
      'meson.build':
        "project('weather', 'c', version: '2.1', license: 'MIT')\ndependency('cairo')\ndependency('dbus-1', required: get_option('bus'))\ndependency('libpulse', required: get_option('pulse'))\nfind_program('scdoc')\nexecutable('weather', 'weather.c', install: true)\n",
      'meson_options.txt':
        "option('bus', type: 'feature', value: 'auto')\noption('pulse', type: 'feature', value: 'disabled')\n",
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members([
      'meson',
      'ninja',
      'pkg-config',
      'cairo',
      'dbus',
      'scdoc',
    ]);
    expect(
      made.analysis.components[0]!.inputs.find(({ attribute }) => attribute === 'dbus')!.optional,
    ).to.equal(true);
  });

  it('with CMake leaves out what is for other systems or off', async () => {
    const made = await derivationOf({
      'CMakeLists.txt':
        'project(weather VERSION 3.0)\noption(WITH_SDL "x" OFF)\nfind_package(CURL REQUIRED)\nif(WIN32)\n  find_package(Boost)\nendif()\nif(WITH_SDL)\n  find_package(SDL2)\nendif()\nfind_package(PkgConfig)\npkg_check_modules(A REQUIRED libarchive>=3)\nadd_executable(weather weather.c)\ninstall(TARGETS weather)\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members(['cmake', 'curl', 'pkg-config', 'libarchive']);
  });

  it('with a Makefile gets its flags, and is installed where it does not do so itself', async () => {
    const made = await derivationOf({
      Makefile:
        'CC = gcc\nBIN = weather\nLDLIBS = `pkg-config --libs libcurl` -lz -lm\n\n$(BIN): weather.o\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members(['curl', 'pkg-config', 'zlib']);
    expect(made.text).to.contain('"CC:=$(CC)"').and.contain('install -Dm755 weather -t $out/bin');
  });

  it('takes the build system that it is told, and the one that people are told of', async () => {
    const files = {
      'CMakeLists.txt': 'project(weather)\n',
      'meson.build': "project('weather')\n",
      'weather.c': '',
      'README.md': 'cmake -B build\ncmake --build build\n',
    };
    expect((await derivationOf(files)).analysis.components[0]!.facts.buildSystem).to.equal('cmake');
    expect(
      (await derivationOf(files, { buildSystem: 'meson' })).analysis.components[0]!.facts
        .buildSystem,
    ).to.equal('meson');
  });

  it('takes one of several libraries that do the same, and what it cannot do without', async () => {
    const { analysis } = await derivationOf({
      'configure.ac': `AC_INIT([weather], [1.0])
PKG_CHECK_MODULES([TLS], [gnutls], [have=yes], [have=no])
PKG_CHECK_MODULES([SSL], [openssl], [have=yes], [have=no])
PKG_CHECK_MODULES([ALSA], [alsa], [have=yes], [have=no])
PKG_CHECK_MODULES([JACK], [jack], [have=yes], [have=no])
PKG_CHECK_MODULES([XML], [libxml-2.0], [], [AC_MSG_ERROR([needed])])
`,
    });
    const [component] = analysis.components;
    expect(
      component!.inputs
        .filter(({ kind }) => kind === 'build')
        .map(({ attribute, optional }) => [attribute, optional === true]),
    ).to.deep.equal([
      ['gnutls', true],
      ['alsa-lib', true],
      ['libxml2', false],
    ]);
    expect(component!.notes.join()).to.contain('openssl, libjack2');
  });

  it('asks a configure that was written by hand what it asks pkg-config', async () => {
    const { analysis } = await derivationOf({
      Makefile: 'BIN = weather\nweather: weather.c\n\t$(CC) -o $@ $<\n',
      configure: '#!/bin/sh\npkg_config FLAC "flac" || exit 1\ncheck_library SNDIO "" "-lsndio"\n',
      'weather.c': '',
    });
    expect(analysis.components[0]!.inputs.map(({ attribute }) => attribute)).to.include.members([
      'flac',
      'pkg-config',
      'sndio',
    ]);
  });

  it('with meson has what its loops ask for', async () => {
    const made = await derivationOf({
      'meson.build':
        "project('weather', 'c')\nneeded = ['x11', 'xcb']\nforeach one : needed\n  deps += dependency(one, required: true)\nendforeach\nforeach one : ['tinfo', 'ncursesw']\n  found = cc.find_library(one, required: false)\nendforeach\n",
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members([
      'meson',
      'ninja',
      'pkg-config',
      'libx11',
      'libxcb',
      'ncurses',
    ]);
  });

  it('with CMake has the programs of its loops', async () => {
    const made = await derivationOf({
      'CMakeLists.txt':
        'project(weather)\nset(TOOLS\n  wx-map weather)\nforeach(ONE ${TOOLS})\n  add_executable(${ONE} ${ONE}.c)\nendforeach()\n',
      'weather.c': '',
    });
    expect(made.text).to.contain('mainProgram = "weather";');
  });

  it('with autosetup has what is not off by default', async () => {
    const made = await derivationOf({
      'auto.def':
        'options {\n  gpgme=0 => "x"\n}\nif {[get-define want-gpgme]} {\n  pkgconf true gpgme\n}\nif {1} {\n  pkgconf true libidn2\n}\n',
      configure: '#!/bin/sh\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members(['tcl', 'pkg-config', 'libidn2']);
  });

  it('fetches the crates of its part in Rust', async () => {
    const made = await derivationOf({
      'meson.build': "project('weather', 'c')\nfind_program('cargo')\n",
      'Cargo.toml': '[package]\nname = "weather"\n[dependencies]\nalsa = "1"\n',
      'Cargo.lock':
        '[[package]]\nname = "alsa"\nversion = "1.0.0"\ndependencies = ["alsa-sys"]\n[[package]]\nname = "alsa-sys"\nversion = "1.0.0"\n',
      'src/main.rs': 'fn main() {}',
    });
    expect(made.text).to.contain('stdenv.mkDerivation').and.contain('rustPlatform.cargoSetupHook');
    expect(made.text)
      .to.contain('cargoDeps = rustPlatform.fetchCargoVendor {')
      .and.contain('alsa-lib');
  });

  it('has no library of its own among what it needs', async () => {
    const made = await derivationOf({
      Makefile:
        'all: weather\nlibsky.a: sky.o\n\tar r libsky.a sky.o\nweather: weather.o\n\t$(CC) -o weather weather.o -lsky -lsqlite3\ninstall:\n\tinstall weather $(PREFIX)/bin\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.deep.equal(['sqlite']);
    expect(made.analysis.components[0]!.facts.unknownInputs).to.deep.equal([]);
  });

  it('with macros of others, its own .pc file and what an option is by default', async () => {
    const made = await derivationOf({
      'configure.ac': `AC_INIT([weather], [1.4])
AX_LIB_POSTGRESQL
LIBCURL_CHECK_CONFIG([], [7.0], [], [AC_MSG_ERROR([no curl])])
AC_ARG_WITH([ssl], [AS_HELP_STRING([--with-ssl])], [], [with_ssl=openssl])
PKG_CHECK_MODULES([SSL], [$with_ssl])
PKG_CHECK_MODULES([DEPS], ["$srcdir/deps.pc"])
`,
      'deps.pc': 'Name: x\nRequires: x11 imlib2\n',
      'Makefile.am':
        'bin_PROGRAMS = weather\nweather.1: weather.txt\n\t$(AM_V_GEN)txt2man $< > $@\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members([
      'autoreconfHook',
      'autoconf-archive',
      'libpq',
      'curl',
      'openssl',
      'pkg-config',
      'libx11',
      'imlib2',
      'txt2man',
    ]);
  });

  it('with a configure that is committed runs it as it is, where automake has nothing to make', async () => {
    const files = {
      'configure.ac': 'AC_INIT([weather], [1.4])\n',
      configure: '#!/bin/sh\n',
      'weather.c': '',
    };
    expect(attributes(await derivationOf({ ...files, 'Makefile.in': '' }))).to.deep.equal([]);
    expect(attributes(await derivationOf({ ...files, 'Makefile.am': '' }))).to.deep.equal([
      'autoreconfHook',
    ]);
  });

  it('with CMake reads modules of its own, and names that stand for others', async () => {
    const made = await derivationOf({
      'CMakeLists.txt':
        'project(weather)\nset(BIN "${PROJECT_NAME}")\nset(TARGET "${BIN}")\nfind_package(Thunder REQUIRED)\nfind_package(Rain REQUIRED)\nfind_library(JSON-C_LIBRARY NAMES json-c)\nfind_package(KF6 REQUIRED COMPONENTS CoreAddons Solid)\nadd_executable("${TARGET}" weather.c)\ninstall(TARGETS ${TARGET})\n',
      'modules/FindThunder.cmake':
        'find_package(PkgConfig)\npkg_check_modules(PC_THUNDER QUIET libarchive)\n',
      'modules/FindRain.cmake': 'find_library(RAIN_LIBRARY NAMES nosuchname uv.so)\n',
      'weather.c': '',
    });
    expect(attributes(made)).to.have.members([
      'cmake',
      'pkg-config',
      'libarchive',
      'libuv',
      'json_c',
      'kdePackages.kcoreaddons',
      'kdePackages.solid',
    ]);
    expect(made.text).to.contain('mainProgram = "weather";');
  });

  it('that builds in src alone is built there, under the name of the whole', async () => {
    const made = await derivationOf({
      'src/Makefile': 'name = wx\nprefix = /usr\ninstall:\n\tinstall wx $(prefix)/bin\n',
      'src/main.c': '',
      'src/gram.y': '',
      LICENSE: 'MIT License\n',
    });
    const [component] = made.analysis.components;
    expect(component!.folder).to.equal('src');
    expect(component!.name).to.equal(made.analysis.name.toLowerCase());
    expect(attributes(made)).to.deep.equal(['bison']);
  });

  it('leaves out what another input brings, and the old form of one', async () => {
    const made = await derivationOf({
      'meson.build':
        "project('weather', 'cpp')\ndependency('gtkmm-3.0')\ndependency('gtk+-3.0')\ndependency('spdlog')\ndependency('fmt')\ndependency('gobject-introspection-1.0')\nexecutable('weather', 'a.cpp', install: true)\n",
      'a.cpp': '',
    });
    expect(
      made.analysis.components[0]!.inputs.filter(({ kind }) => kind === 'build').map(
        ({ attribute }) => attribute,
      ),
    ).to.have.members(['gtkmm3', 'spdlog']);
    expect(made.analysis.components[0]!.inputs).to.deep.include({
      attribute: 'gobject-introspection',
      kind: 'native',
      from: 'meson.build:6',
      why: 'pkg-config gobject-introspection-1.0',
    });
  });

  it('with a Makefile reads what it includes, and what it is run with', async () => {
    const made = await derivationOf({
      Makefile:
        'include mk/rules.mk\nweather: main.c\n\t$(MAKE) -f Makefile.config\n\t$(CC) -o $@ main.c $(LIBS)\n',
      'mk/rules.mk': 'include Makefile\nLIBS += -lcurl\n',
      'Makefile.config': 'LIB_AIO := -laio\n',
      'main.c': '',
    });
    expect(attributes(made)).to.have.members(['curl', 'libaio']);
  });
});
