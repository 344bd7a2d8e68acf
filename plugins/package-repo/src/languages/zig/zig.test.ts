import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of Zig', () => {
  it('has the compiler that it asks for, its libraries and a hash for its dependencies', async () => {
    const { text, analysis } = await derivationOf({
      'build.zig':
        'pub fn build(b: *std.Build) void {\n  const exe = b.addExecutable(.{\n    .name = "weather",\n  });\n  exe.linkSystemLibrary("sqlite3");\n  exe.linkSystemLibrary("nosuch"); // x\n}\n',
      'build.zig.zon':
        '.{\n  .name = .weather,\n  .version = "0.2.0",\n  .minimum_zig_version = "0.14.0",\n  .dependencies = .{\n    .clap = .{\n      .url = "https://example.org/clap.tar.gz",\n      .hash = "clap-0.1",\n    },\n  },\n}\n',
    });
    expect(text)
      .to.match(/nativeBuildInputs = \[[^\]]*\n {4}zig_0_14\n/)
      .and.contain('zigDeps = zig_0_14.fetchDeps {')
      .and.contain('sqlite')
      .and.contain('# Unknown here: nosuch (build.zig:6')
      .and.contain('version = "0.2.0";')
      .and.contain('mainProgram = "weather";');
    expect(analysis.components[0]!.facts.dependencies).to.deep.equal([
      { name: 'clap', scope: 'runtime', from: 'build.zig.zon:6' },
    ]);
  });

  it('names no compiler that nixpkgs has not', async () => {
    const { text } = await derivationOf({
      'build.zig': '',
      'build.zig.zon': '.{ .name = .weather, .minimum_zig_version = "0.99.0-dev.7" }\n',
    });
    expect(text).not.to.contain('zig_0_99');
  });

  it('fetches nothing where it depends on nothing', async () => {
    const { text } = await derivationOf({ 'build.zig': '' });
    expect(text)
      .to.match(/nativeBuildInputs = \[ zig \]|\n {4}zig\n/)
      .and.not.contain('zigDeps');
  });
});
