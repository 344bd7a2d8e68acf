import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const made = async (
  files: Readonly<Record<string, string>>,
): Promise<{ readonly inputs: readonly string[]; readonly text: string }> => {
  const { analysis, text } = await derivationOf({ 'weather.c': '', ...files });
  return { inputs: analysis.components[0]!.inputs.map(({ attribute }) => attribute), text };
};

describe('a project of C, by what it is built of', () => {
  it('takes the first Qt of several, and its parts alone', async () => {
    const { inputs } = await made({
      'CMakeLists.txt':
        'project(weather VERSION 1.0)\nfind_package(QT NAMES Qt6 Qt5 REQUIRED COMPONENTS Core)\nfind_package(Qt${QT_VERSION_MAJOR} REQUIRED COMPONENTS Widgets Svg)\nif(QT_VERSION_MAJOR EQUAL 5)\n  find_package(Qt5 REQUIRED COMPONENTS X11Extras)\nendif()\nadd_executable(weather weather.c)\n',
    });
    expect(inputs).to.include.members(['qt6.qtbase', 'qt6.qtsvg', 'qt6.wrapQtAppsHook']);
    expect(inputs.join()).not.to.contain('libsForQt5');
  });

  it('calls its program as it is called here, and not on another system', async () => {
    const { text } = await made({
      'CMakeLists.txt':
        'project(Weather)\nif(APPLE)\n  set(output ${CMAKE_PROJECT_NAME}X)\nelse()\n  string(TOLOWER ${CMAKE_PROJECT_NAME} output)\nendif()\nqt_add_executable(App weather.c)\nset_target_properties(App PROPERTIES OUTPUT_NAME ${output})\ninstall(TARGETS App)\n',
    });
    expect(text).to.contain('mainProgram = "weather";');
  });

  it('has the libraries of XCB that are asked for, by its own module too', async () => {
    const { inputs } = await made({
      'CMakeLists.txt':
        'project(weather)\nfind_package(XCB REQUIRED COMPONENTS XCB KEYSYMS)\nfind_package(Sky REQUIRED)\nadd_executable(weather weather.c)\n',
      'cmake/FindSky.cmake': 'find_package_impl("cairo" "Sky" "")\n',
    });
    expect(inputs).to.include.members(['libxcb', 'libxcb-keysyms', 'cairo']);
  });

  it('with DocBook has the style sheets, and the DTD of the version that its pages name', async () => {
    const { inputs } = await made({
      'CMakeLists.txt':
        'project(weather)\nfind_program(XSLTPROC xsltproc)\nadd_executable(weather weather.c)\n',
      'man/weather.1.xml':
        '<!DOCTYPE refentry PUBLIC "-//OASIS//DTD DocBook XML V4.2//EN" "x.dtd">\n',
    });
    expect(inputs).to.include.members(['libxslt', 'docbook_xsl', 'docbook_xml_dtd_42']);
    const { inputs: plain } = await made({
      'CMakeLists.txt': 'project(weather)\nfind_program(XSLTPROC xsltproc)\n',
      'data/weather.xml': '<weather/>\n',
    });
    expect(plain).to.include('libxslt').and.not.include('docbook_xsl');
  });

  it('of Make is told to take what it leaves away by itself, where packages have it', async () => {
    const { inputs, text } = await made({
      Makefile:
        '# USE_OPENSSL = 1\nPREFIX ?= /usr/local\nifdef USE_OPENSSL\nLIBS += -lcrypto\nendif\nifeq ($(USE_SYSTEMD),yes)\nLIBS += $(shell pkg-config --libs libsystemd)\nendif\nifdef USE_JEMALLOC\nLIBS += -ljemalloc\nendif\nifdef DEBUG\nLIBS += -lreadline\nendif\nweather: weather.c\n\t$(CC) -o $@ $< $(LIBS)\ninstall:\n\tinstall -Dm755 weather $(PREFIX)/bin/weather\n',
    });
    expect(inputs).to.include.members(['openssl', 'systemd', 'pkg-config']);
    expect(inputs).not.to.include.members(['jemalloc']).and.not.include.members(['readline']);
    expect(text).to.contain('"USE_OPENSSL=1"').and.contain('"USE_SYSTEMD=yes"');
    expect(text).not.to.contain('USE_JEMALLOC').and.not.contain('DEBUG');
  });

  it('of Make has the modules that its variables name', async () => {
    const { inputs } = await made({
      Makefile:
        'LIBS_GENERAL=glib-2.0 >= 2.8 cairo >= 1.6\nLIBS_pages=poppler-glib\nLIBS_else=nosuch cairo\nLDLIBS=$(shell pkg-config --libs "$(LIBS_$(BACKEND))")\nweather: weather.c\n\t$(CC) -o $@ $<\n',
    });
    expect(inputs).to.include.members(['glib', 'cairo', 'poppler', 'pkg-config']);
  });

  it('with meson has the programs of a loop', async () => {
    const { text } = await made({
      'meson.build':
        "project('weather', 'c')\ntools = [\n  'weather',\n  'weatherd'\n]\nforeach tool : tools\n  executable(tool, tool + '.c', install: true)\nendforeach\n",
    });
    expect(text).to.contain('mainProgram = "weather";');
  });

  it('leaves out what an option is off for, though another one puts it off too', async () => {
    const { inputs } = await made({
      'configure.ac':
        'AC_INIT([weather], [1.4])\nAC_ARG_WITH([bpf], [x], [request_bpf=$withval], [request_bpf=no])\nif test "$lib_only" = "yes"; then\n  request_bpf=no\nfi\nif test "$a" = "yes" &&\n   test "$b" != "yes"; then\n  c=1\nfi\nIT_PROG_INTLTOOL\nif test "x${request_bpf}" != "xno"; then\n  PKG_CHECK_MODULES([B], [libbpf])\nfi\n',
    });
    expect(inputs).to.include.members(['intltool', 'gettext']).and.not.include('libbpf');
  });

  it('is C where a module of Go beside it has nothing but tests', async () => {
    const { analysis } = await derivationOf({
      'CMakeLists.txt': 'project(weather)\nadd_executable(weather weather.c)\n',
      'weather.c': '',
      'go.mod': 'module example.org/weather\n',
      'integration-tests/a_test.go': 'package tests\n',
      'integration-tests/server.go': 'package tests\n',
    });
    expect(analysis.components[0]!.facts.builder).to.equal('stdenv.mkDerivation');
  });

  it('with autotools has programs of included parts, and what is linked whatever is found', async () => {
    const { inputs, text } = await made({
      'configure.ac': 'AC_INIT([weather], [1.4])\nLIBS="-levent $LIBS"\nLIBS="$old"\n',
      'Makefile.am': 'bin_PROGRAMS =\ncheck_PROGRAMS =\ninclude $(srcdir)/app/Makefile.am.inc\n',
      'app/Makefile.am.inc': 'bin_PROGRAMS += app/weather\n',
    });
    expect(inputs).to.include('libevent');
    expect(text).to.contain('mainProgram = "weather";').and.not.contain('check_PROGRAMS');
  });
});
