import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const inputs = ({ analysis }: Awaited<ReturnType<typeof derivationOf>>): readonly string[] =>
  analysis.components[0]!.inputs.map(({ attribute }) => attribute);

describe('what a project of C builds without being asked', () => {
  it('is not what configure.ac looks for where an option is given that nobody gives', async () => {
    const made = await derivationOf({
      'configure.ac': `AC_INIT([weather], [1.4])
AC_ARG_ENABLE([sound], [AS_HELP_STRING([--enable-sound], [sound (default no)])], [], [enable_sound=no])
AC_ARG_ENABLE([mail], [AS_HELP_STRING([--disable-mail], [no mail])], [mail=$enableval], [mail=yes])
AS_IF([test "x$enable_sound" = "xyes"], [PKG_CHECK_MODULES([A], [alsa])], [AC_MSG_NOTICE([no])])
AS_IF([test "x$mail" != "xno"], [PKG_CHECK_MODULES([M], [gmime-3.0])])
AC_ARG_WITH([map], [AS_HELP_STRING([--with-map], [map])])
if test "x$with_map" = xyes; then
  AC_CHECK_LIB([png], [png_read], [], [AC_MSG_ERROR([libpng])])
else
  AC_CHECK_LIB([z], [inflate], [], [AC_MSG_ERROR([zlib])])
fi
found=no
AC_CHECK_LIB([curl], [curl_easy_init], [found=yes])
if test $found = no; then
  PKG_CHECK_MODULES([S], [libsoup-3.0])
fi
case "$tls" in
gnutls) PKG_CHECK_MODULES([T], [gnutls]) ;;
openssl) PKG_CHECK_MODULES([T], [openssl]) ;;
esac
`,
      'Makefile.am': 'bin_PROGRAMS = weather\n',
      'weather.c': '',
    });
    expect(inputs(made)).to.have.members([
      'autoreconfHook',
      'pkg-config',
      'gmime3',
      'zlib',
      'curl',
      'libsoup_3',
      'gnutls',
    ]);
  });

  it('is only what CMake comes to from its first file', async () => {
    const made = await derivationOf({
      'CMakeLists.txt':
        'project(weather VERSION 3.0)\noption(WITH_MAP "x" OFF)\nadd_subdirectory(src)\nif(WITH_MAP)\n  find_package(PNG)\n  add_subdirectory(map)\nendif()\nforeach(part a)\n  add_subdirectory(parts/${part})\nendforeach()\ninclude(Sound)\nadd_subdirectory(doc)\n',
      'src/CMakeLists.txt': 'find_package(CURL REQUIRED)\nadd_executable(weather w.c)\n',
      'map/CMakeLists.txt': 'find_package(GIF REQUIRED)\n',
      'parts/a/CMakeLists.txt': 'find_package(ZLIB REQUIRED)\n',
      'extra/CMakeLists.txt': 'find_package(SDL2 REQUIRED)\n',
      'cmake/Sound.cmake': 'find_package(ALSA REQUIRED)\n',
      'doc/CMakeLists.txt': '# man pages\nfind_program(ADOC asciidoctor)\n',
      'src/w.c': '#include <dbus/dbus.h>\n#include <png.h>\n',
    });
    expect(inputs(made)).to.have.members([
      'cmake',
      'curl',
      'zlib',
      'alsa-lib',
      'asciidoctor',
      'dbus',
    ]);
  });
});
