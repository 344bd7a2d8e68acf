import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('headers that sources of C include', () => {
  it('are libraries where no condition stands around them and the project has none of its own', async () => {
    const { analysis } = await derivationOf({
      'CMakeLists.txt': 'project(weather)\nadd_executable(weather src/main.cpp)\n',
      'src/main.cpp':
        '#include <cxxopts.hpp>\n#include "nlohmann/json.hpp"\n#include <boost/asio/io_context.hpp>\n#ifdef HAVE_PNG\n#include <png.h>\n#endif\n#include <zip.h>\n',
      'src/own.hpp': '#ifndef OWN_HPP\n#define OWN_HPP\n#include <sodium.h>\n#endif\n',
      'lib/zip.h': '',
      'tests/t.cpp': '#include <curl/curl.h>\n',
      'src/win32/w.c': '#include <zlib.h>\n',
    });
    const found = analysis.components[0]!.inputs.filter(({ kind }) => kind === 'build');
    expect(found.map(({ attribute }) => attribute)).to.have.members([
      'cxxopts',
      'nlohmann_json',
      'boost',
      'libsodium',
    ]);
    expect(found.find(({ attribute }) => attribute === 'boost')).to.include({
      from: 'src/main.cpp:3',
      why: '#include <boost/asio/io_context.hpp>',
    });
  });
});
