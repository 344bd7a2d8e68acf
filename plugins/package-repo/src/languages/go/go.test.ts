import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';
import { parseGoModule } from './module.js';

const main = 'package main\n\nvar version = "dev"\n\nfunc main() {}\n';

describe('a project of Go', () => {
  it('builds the program that people want, and no tools of its developers', async () => {
    const { text, analysis } = await derivationOf({
      'go.mod':
        'module example.org/ada/weather/v2\n\ngo 1.22\n\nrequire github.com/ebitengine/oto/v3 v3.1.0\n',
      'go.sum': 'x',
      'main.go': main.replace('\n\n', '\n\nimport "github.com/ebitengine/oto/v3"\n\n'),
      'tools/gen/main.go': main,
      'doc/weather.1': '.TH',
    });
    expect(text).to.contain('subPackages = [ "." ];');
    expect(text).to.contain('mainProgram = "weather";');
    expect(text).to.contain('"-X main.version=${finalAttrs.version}"');
    expect(text).to.contain('installManPage doc/weather.1');
    expect(analysis.components[0]!.inputs).to.deep.include({
      attribute: 'alsa-lib',
      kind: 'build',
      from: 'main.go:3',
      why: 'github.com/ebitengine/oto/v3',
    });
  });

  it('of several programs has the one that the README speaks of', async () => {
    const main = 'package main\n\nfunc main() {}\n';
    const { text } = await derivationOf({
      'go.mod': 'module example.org/ada/weather\n',
      'README.md': '`sunny` shows it. Run `sunny -d`; cloudy is new.\n',
      'cmd/cloudy/main.go': main,
      'cmd/sunny/main.go': main,
    });
    expect(text).to.contain('mainProgram = "sunny";');
  });

  it('asks for nothing that only files of other systems or of other tags import', async () => {
    const imports = 'package main\n\nimport "github.com/robotn/gohook"\n';
    const { analysis } = await derivationOf({
      'go.mod': 'module a.org/b\nrequire github.com/robotn/gohook v1.0.0\n',
      'main.go': main,
      'hook_windows.go': imports,
      'hook.go': `//go:build !linux && (cgo || keys)\n\n${imports}`,
    });
    expect(analysis.components[0]!.inputs).to.deep.equal([]);
  });

  it('reads what its vendored modules link, and makes man pages of what they are written in', async () => {
    const { text } = await derivationOf({
      'go.mod': 'module a.org/weather\nrequire c.org/seccomp v1.0.0\n',
      'main.go': main,
      'docs/weather.1.md': '# weather',
      'docs/release-1.0.1.md': '# release',
      'vendor/modules.txt': '',
      'vendor/c.org/seccomp/s.go': 'package s\n\n// #cgo pkg-config: libseccomp\nimport "C"\n',
      'vendor/c.org/seccomp/o.go':
        '//go:build other\n\npackage s\n\n// #cgo pkg-config: libpcap\nimport "C"\n',
    });
    expect(text).to.contain('buildInputs = [ libseccomp ];');
    expect(text).to.contain('for page in docs/weather.1.md; do');
    expect(text).to.contain('  installManPage "\'\'${page%.md}"').and.contain('  go-md2man\n');
  });

  it('has no vendorHash to be computed where its modules are with it', async () => {
    const { text } = await derivationOf({
      'go.mod': 'module a.org/b\nrequire c.org/d v1.0.0\n',
      'main.go': main,
      'vendor/modules.txt': '',
    });
    expect(text).to.contain('vendorHash = null;');
  });

  it('calls the program as its releases do, in spite of its folder', async () => {
    const { text } = await derivationOf({
      'go.mod': 'module a.org/b\n',
      'cmd/app/main.go': main,
      '.goreleaser.yaml':
        'builds:\n  - main: ./cmd/app/main.go\n    binary: weather\n    ldflags: ["-X a.org/b/info.Version={{.Version}} -X a.org/b/info.Commit={{.Commit}}"]\n',
    });
    expect(text).to.contain('mv $out/bin/app $out/bin/weather');
    expect(text).to.contain('-X a.org/b/info.Version=').and.not.contain('info.Commit');
  });

  it('finds C libraries by what cgo is told, for Linux', async () => {
    const { analysis } = await derivationOf({
      'go.mod': 'module a.org/b\n',
      'main.go': `package main\n\n// #cgo linux pkg-config: libpcap nosuch\n// #cgo darwin LDFLAGS: -lz\n// #cgo LDFLAGS: -lm -lsqlite3\nimport "C"\n\nfunc main() {}\n`,
    });
    const [component] = analysis.components;
    expect(component!.inputs.map(({ attribute }) => attribute)).to.have.members([
      'libpcap',
      'pkg-config',
      'sqlite',
    ]);
    expect(component!.facts.unknownInputs).to.deep.equal([
      { name: 'nosuch', kind: 'build', from: 'main.go:3', why: '#cgo pkg-config: nosuch' },
    ]);
  });

  it('reads blocks, comments and replacements of go.mod', () => {
    const module = parseGoModule(
      'module "a.org/b" // x\nrequire (\n  c.org/d v1.2.3 // indirect\n)\nreplace c.org/d => ./d\n',
      'go.mod',
    )!;
    expect(module.path).to.equal('a.org/b');
    expect(module.requires).to.deep.include({
      name: 'c.org/d',
      version: 'v1.2.3',
      scope: 'runtime',
      indirect: true,
      line: 3,
      from: 'go.mod:3',
    });
    expect(module.local).to.deep.equal(['c.org/d']);
  });

  it('links what #cgo lines for Linux and its tags say, and no other', async () => {
    const { analysis } = await derivationOf({
      'go.mod': 'module example.org/weather\n',
      'main.go':
        'package main\n\n// #cgo linux,!wayland LDFLAGS: -lX11\n// #cgo linux,wayland pkg-config: wayland-client\n// #cgo freebsd openbsd LDFLAGS: -lasound\n// #cgo windows linux LDFLAGS: -lXi\nimport "C"\n\nfunc main() {}\n',
      'old.go':
        '// +build freebsd openbsd\n// +build cgo\n\npackage main\n\n// #cgo LDFLAGS: -lXt\nimport "C"\n',
    });
    expect(analysis.components[0]!.inputs.map(({ attribute }) => attribute)).to.have.members([
      'libx11',
      'libxi',
    ]);
  });

  it('takes no tags of releases that are to run anywhere', async () => {
    const { text } = await derivationOf({
      'go.mod': 'module example.org/weather\n',
      'main.go': main,
      '.goreleaser.yml': 'builds:\n  - main: .\n    tags: [netgo, sqlite_fts5, "nocgo,static"]\n',
    });
    expect(text).to.contain('tags = [ "sqlite_fts5" ];');
  });
});
