// What package-repo makes, really built: by the real Nix, in a nixpkgs of the programs of this machine.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

const has = (program, ...words) => {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const say = '#include <stdio.h>\nint main(void) { puts("sunny"); return 0; }\n';
const projects = {
  Make: {
    needs: ['make'],
    files: { Makefile: 'weather: weather.c\n\t$(CC) -o $@ $<\n', 'weather.c': say },
  },
  autotools: {
    needs: ['autoreconf'],
    files: {
      'configure.ac':
        'AC_INIT([weather], [1.0])\nAM_INIT_AUTOMAKE([foreign])\nAC_PROG_CC\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n',
      'Makefile.am': 'bin_PROGRAMS = weather\nweather_SOURCES = weather.c\n',
      'weather.c': say,
    },
  },
  CMake: {
    needs: ['cmake'],
    files: {
      'CMakeLists.txt':
        'cmake_minimum_required(VERSION 3.10)\nproject(weather C)\nadd_executable(weather weather.c)\ninstall(TARGETS weather DESTINATION bin)\n',
      'weather.c': say,
    },
  },
  meson: {
    needs: ['meson', 'ninja'],
    files: {
      'meson.build': "project('weather', 'c')\nexecutable('weather', 'weather.c', install: true)\n",
      'weather.c': say,
    },
  },
  Go: {
    needs: ['go'],
    files: {
      'go.mod': 'module example.org/weather\n\ngo 1.19\n',
      'main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("sunny") }\n',
      'tools/gen/main.go': 'package main\n\nfunc main() {}\n',
    },
  },
  Python: {
    needs: ['/usr/bin/python3'],
    files: {
      'setup.py':
        "from setuptools import setup\nsetup(name='weather', version='1.0', py_modules=['weather'], entry_points={'console_scripts': ['weather=weather:main']})\n",
      'weather.py': "def main():\n    print('sunny')\n",
    },
  },
  shell: { needs: [], files: { 'bin/weather': '#!/bin/sh\necho sunny\n' } },
};

describe('package-repo --build', function () {
  this.timeout(300_000);
  let home;
  before(async function () {
    if (!has('nix', '--version')) this.skip();
    home = createHome({
      NIXAI_OFFLINE: '1',
      NIXAI_NIXPKGS: join(root, 'test/fixtures/hostNixpkgs'),
      NIX_CONFIG: nixConfig,
    });
    const { code, stderr } = await home.nixai([
      'plugins',
      'link',
      join(root, 'plugins/package-repo'),
    ]);
    expect(code, stderr).to.equal(0);
  });
  after(() => home?.remove());

  function project(name, files) {
    const folder = join(home.path, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text, { mode: file.startsWith('bin/') ? 0o755 : 0o644 });
    }
    return folder;
  }

  for (const [kind, { needs, files }] of Object.entries(projects))
    it(`builds a project of ${kind}, and its program runs`, async function () {
      if (!needs.every((one) => has(one, '--version') || has(one, 'version'))) this.skip();
      const folder = project(`a-${kind}`, files);
      const { stdout, stderr, code } = await home.nixai([
        'package-repo',
        folder,
        '--name',
        'weather',
        '--build',
        '--json',
      ]);
      const [one] = JSON.parse(stdout || stderr).packages;
      expect(one.build, one.build.errors.join('\n')).to.include({ built: true, hasProgram: true });
      expect(code).to.equal(0);
      const program = join(one.build.output, 'bin', one.mainProgram.value);
      expect(execFileSync(program, { encoding: 'utf8' })).to.equal('sunny\n');
    });

  it('says that it does not build, with the reason, and does not end as if it did', async () => {
    const folder = project('broken', {
      Makefile: 'weather: weather.c\n\tcc -o weather weather.c\n',
      'weather.c': 'int main( {\n',
    });
    const { stdout, stderr, code } = await home.nixai(['package-repo', folder, '--build']);
    expect(code, stderr).to.equal(1);
    expect(stdout).to.contain('does not build');
  });

  it('puts in the hash that the build tells, and no other', async () => {
    const folder = project('fetching', {
      'package.json': '{ "name": "weather", "version": "1.0.0", "bin": "cli.js" }',
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': {},
          'node_modules/a': {
            resolved: 'https://example.org/a.tgz',
            integrity: `sha512-${'A'.repeat(86)}==`,
          },
        },
      }),
      'cli.js': '#!/usr/bin/env node\nconsole.log("sunny");\n',
    });
    const output = join(home.path, 'fetched');
    const argv = ['package-repo', folder, '--build', '--output', output, '--yes', '--json'];
    const { stdout, stderr } = await home.nixai(argv);
    const answer = JSON.parse(stdout || stderr);
    expect(answer.error, stderr).to.equal(undefined);
    const [{ build }] = answer.packages;
    expect(build, JSON.stringify(build)).to.include({ built: true, hasProgram: true });
    expect(build.hashes).to.have.length(1);
    const text = readFileSync(join(output, 'weather.nix'), 'utf8');
    expect(text)
      .to.contain(`npmDepsHash = "${build.hashes[0].hash}";`)
      .and.not.contain('fakeHash')
      .and.not.contain('Not computed');
  });

  it('is refused where there is no nixpkgs', async () => {
    const folder = project('lonely', { 'bin/weather': '#!/bin/sh\n' });
    const { stderr, code } = await home.nixai(['package-repo', folder, '--build'], {
      env: { NIXAI_NIXPKGS: '', NIX_PATH: '' },
    });
    expect(stderr).to.contain('there is no nixpkgs here');
    expect(code).to.equal(1);
  });

  it('says what a real nixpkgs has not got, and still gives the derivation out', async () => {
    const folder = project('unusual', {
      'meson.build':
        "project('weather', 'c')\ndependency('libcurl')\nexecutable('weather', 'weather.c', install: true)\n",
      'weather.c': say,
    });
    const { stdout, code } = await home.nixai(['package-repo', folder]);
    expect(code).to.equal(0);
    expect(stdout).to.contain('curl').and.contain('# The nixpkgs here');
  });
});
