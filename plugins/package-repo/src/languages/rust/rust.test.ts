import { expect } from 'chai';
import { analyze, createProject, derivationOf } from '../../testing/project.js';
import { isForLinux } from './manifest.js';

const crate = (name: string, ...needs: string[]): string =>
  `[[package]]\nname = "${name}"\nversion = "1.0.0"\ndependencies = [${needs.map((one) => `"${one}"`).join(', ')}]\n`;

describe('a project of Rust', () => {
  it('takes the program of its [[bin]], and libraries of what is really built', async () => {
    const { text, analysis } = await derivationOf({
      'Cargo.toml':
        '[package]\nname = "weather-cli"\nversion = "0.3.0"\nlicense = "MIT OR Apache-2.0"\n[[bin]]\nname = "wx"\npath = "src/main.rs"\n[dependencies]\nopenssl = "0.10"\nrusqlite = { version = "1", optional = true }\n[target.\'cfg(windows)\'.dependencies]\nalsa = "1"\n[dev-dependencies]\ncurl = "1"\n[features]\ndefault = []\ndb = ["rusqlite"]\n',
      'Cargo.lock': [
        crate('weather-cli', 'openssl', 'rusqlite', 'alsa', 'curl'),
        crate('openssl', 'openssl-sys'),
        crate('openssl-sys'),
        crate('rusqlite', 'libsqlite3-sys'),
        crate('libsqlite3-sys'),
        crate('alsa', 'alsa-sys'),
        crate('alsa-sys'),
        crate('curl', 'curl-sys'),
        crate('curl-sys'),
      ].join(''),
      'src/main.rs': 'fn main() {}',
    });
    const [component] = analysis.components;
    expect(component!.facts.mainProgram?.value).to.equal('wx');
    expect(component!.inputs.map(({ attribute }) => attribute)).to.have.members([
      'openssl',
      'pkg-config',
    ]);
    expect(text).to.contain('env.OPENSSL_NO_VENDOR = true;');
    expect(component!.licences?.attributes).to.deep.equal(['mit', 'asl20']);
    expect(text).to.contain('cargoLock.lockFile = ./Cargo.lock;');
  });

  it('has nothing for features of its crates that are off, by what they are called', async () => {
    const { analysis } = await derivationOf({
      'Cargo.toml':
        '[package]\nname = "player"\n[dependencies]\nplayback = "1"\n[features]\ndefault = ["alsa-backend"]\nalsa-backend = ["playback/alsa-backend"]\npulseaudio-backend = ["playback/pulseaudio-backend"]\ngstreamer-backend = ["playback/gstreamer-backend"]\n',
      'Cargo.lock': [
        crate('player', 'playback'),
        crate('playback', 'alsa', 'glib', 'gstreamer', 'libpulse-binding'),
        crate('alsa', 'alsa-sys'),
        crate('alsa-sys'),
        crate('gstreamer', 'glib', 'gstreamer-sys'),
        crate('gstreamer-sys'),
        crate('glib', 'glib-sys'),
        crate('glib-sys'),
        crate('libpulse-binding', 'libpulse-sys'),
        crate('libpulse-sys'),
      ].join(''),
      'src/main.rs': 'fn main() {}',
    });
    expect(analysis.components[0]!.inputs.map(({ attribute }) => attribute)).to.have.members([
      'alsa-lib',
      'pkg-config',
    ]);
  });

  it('is built with the libraries of nixpkgs where its default has a feature for copies of them', async () => {
    const { text } = await derivationOf({
      'Cargo.toml':
        '[package]\nname = "wx"\n[dependencies]\ngit2 = "0.20"\nopenssl = "0.10"\n[features]\ndefault = ["colour", "vendored-libgit2", "vendored-openssl"]\ncolour = []\nvendored-libgit2 = ["git2/vendored-libgit2"]\nvendored-openssl = ["openssl/vendored"]\n',
      'Cargo.lock': [
        crate('wx', 'git2', 'openssl'),
        crate('git2', 'libgit2-sys'),
        crate('libgit2-sys', 'libz-sys'),
        crate('libz-sys'),
        crate('openssl', 'openssl-sys'),
        crate('openssl-sys', 'openssl-src'),
        crate('openssl-src'),
      ].join(''),
      'src/main.rs': 'fn main() {}',
    });
    expect(text).to.contain('buildNoDefaultFeatures = true;');
    expect(text).to.contain('buildFeatures = [ "colour" ];');
    expect(text).to.contain('LIBGIT2_NO_VENDOR = true;');
    expect(text)
      .to.match(/^ {2}libgit2,$/m)
      .and.match(/^ {2}openssl,$/m);
  });

  it('is Rust where PyPI only hands out its program, and Python where it has bindings', async () => {
    const files = {
      'Cargo.toml': '[package]\nname = "wx"\n[dependencies]\n',
      'src/main.rs': 'fn main() {}',
      'pyproject.toml':
        '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "wx"\n',
      'wx/__init__.py': '',
    };
    expect((await derivationOf(files)).text).to.contain('rustPlatform.buildRustPackage');
    const bound = { ...files, 'Cargo.toml': `${files['Cargo.toml']}pyo3 = "0.22"\n` };
    expect((await derivationOf(bound)).text).to.contain('python3Packages.');
  });

  it('prints its completions by the flag that takes a shell', async () => {
    const { text } = await derivationOf({
      'Cargo.toml': '[package]\nname = "wx"\n[dependencies]\nclap_complete = "4"\n',
      'src/main.rs':
        'struct Args {\n    /// Write them\n    #[arg(long, value_name = "SHELL")]\n    pub print_completions: Option<Shell>,\n}\nfn main() {}\n',
    });
    expect(text).to.contain('--bash <($out/bin/wx --print-completions bash)');
  });

  it('takes the member of a workspace that has its program', async () => {
    const { text } = await derivationOf({
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "2.0.0"\n',
      'Cargo.lock': crate('weather'),
      'crates/core/Cargo.toml': '[package]\nname = "weather-core"\n',
      'crates/core/src/lib.rs': '',
      'crates/app/Cargo.toml': '[package]\nname = "weather"\nversion.workspace = true\n',
      'crates/app/src/main.rs': 'fn main() {}',
    });
    expect(text).to.contain('version = "2.0.0";').and.contain('"--package=weather"');
  });

  it('has its other programs too, where all are asked for', async () => {
    const project = createProject({
      'Cargo.toml': '[workspace]\nmembers = ["app", "daemon", "core"]\n',
      'Cargo.lock': crate('app') + crate('daemon'),
      'app/Cargo.toml': '[package]\nname = "app"\n',
      'app/src/main.rs': 'fn main() {}',
      'daemon/Cargo.toml': '[package]\nname = "daemon"\n',
      'daemon/src/main.rs': 'fn main() {}',
      'core/Cargo.toml': '[package]\nname = "core"\n',
    });
    try {
      expect((await analyze(project)).components).to.have.length(1);
      const { components } = await analyze(project, { all: true });
      expect(components.map(({ name }) => name)).to.deep.equal(['app', 'daemon']);
    } finally {
      project.remove();
    }
  });

  for (const [target, expected] of [
    ['cfg(windows)', false],
    ['cfg(unix)', true],
    ['cfg(target_os = "linux")', true],
    ['cfg(not(windows))', true],
    ['cfg(any(target_os = "macos", target_os = "ios"))', false],
    ['x86_64-pc-windows-gnu', false],
    ['cfg(all(target_env = "musl", target_pointer_width = "64"))', false],
  ] as const)
    it(`${target} is ${expected ? '' : 'not '}for Linux`, () =>
      expect(isForLinux(target)).to.equal(expected));

  it('has libraries for features of x11, and none of what cpal does only when it is asked', async () => {
    const files = (features: string): Readonly<Record<string, string>> => ({
      'Cargo.toml': `[package]\nname = "weather"\n[dependencies]\nx11 = { version = "2", features = ["xlib", "xcursor"] }\ncpal = { version = "0.15", features = [${features}] }\n`,
      'Cargo.lock': [
        crate('weather', 'x11', 'cpal'),
        crate('x11'),
        crate('cpal', 'alsa', 'jack'),
        crate('alsa', 'alsa-sys'),
        crate('alsa-sys'),
        crate('jack', 'jack-sys'),
        crate('jack-sys'),
      ].join(''),
      'src/main.rs': 'fn main() {}',
    });
    const buildInputs = async (features: string): Promise<readonly string[]> =>
      (await derivationOf(files(features))).analysis.components[0]!.inputs.filter(
        ({ kind }) => kind === 'build',
      ).map(({ attribute }) => attribute);
    expect(await buildInputs('')).to.have.members(['libx11', 'libxcursor', 'alsa-lib']);
    expect(await buildInputs('"jack"')).to.include('libjack2');
  });

  it('builds the other half of a client too, and no other program of the workspace', async () => {
    const member = (name: string, needs = ''): string =>
      `[package]\nname = "${name}"\n[dependencies]\n${needs}`;
    const { text, analysis } = await derivationOf({
      'Cargo.toml': '[workspace]\nmembers = ["cli", "daemon", "gui"]\n',
      'Cargo.lock': [
        crate('weather'),
        crate('weather-daemon', 'openssl'),
        crate('openssl', 'openssl-sys'),
        crate('openssl-sys'),
        crate('weather-gui'),
      ].join(''),
      'cli/Cargo.toml': member('weather'),
      'cli/src/main.rs': 'fn main() {}',
      'daemon/Cargo.toml': member('weather-daemon', 'openssl = "0.10"\n'),
      'daemon/src/main.rs': 'fn main() {}',
      'gui/Cargo.toml': member('weather-gui'),
      'gui/src/main.rs': 'fn main() {}',
    });
    const [component] = analysis.components;
    expect(text).to.contain('"--package=weather"\n    "--package=weather-daemon"');
    expect(component!.facts.programs).to.deep.equal(['weather', 'weather-daemon']);
    expect(component!.inputs.map(({ attribute }) => attribute)).to.include('openssl');
    expect(component!.notes.join()).to.contain('weather-gui').and.not.contain('weather-daemon');
  });

  it('names nothing that GTK brings, and the Lua of a feature', async () => {
    const { analysis } = await derivationOf({
      'Cargo.toml':
        '[package]\nname = "weather"\n[dependencies]\ngtk = "0.18"\nmlua = { version = "0.10", features = ["luajit"] }\n',
      'Cargo.lock': [
        crate('weather', 'gtk', 'mlua'),
        crate('gtk', 'gtk-sys', 'atk-sys', 'cairo-sys-rs', 'pango-sys'),
        ...['gtk-sys', 'atk-sys', 'cairo-sys-rs', 'pango-sys', 'mlua'].map((one) => crate(one)),
      ].join(''),
      'src/main.rs': 'fn main() {}',
    });
    expect(
      analysis.components[0]!.inputs.filter(({ kind }) => kind === 'build').map(
        ({ attribute }) => attribute,
      ),
    ).to.have.members(['gtk3', 'luajit']);
  });

  it('puts its entry for menus in place, with its icon', async () => {
    const files = {
      'Cargo.toml': '[package]\nname = "weather"\n',
      'src/main.rs': 'fn main() {}',
      'data/org.a.Weather.desktop': '',
      'assets/weather.svg': '',
    };
    expect((await derivationOf(files)).text).to.contain(
      'install -Dm444 data/org.a.Weather.desktop -t $out/share/applications\n    install -Dm444 assets/weather.svg -t $out/share/icons/hicolor/scalable/apps\n',
    );
    expect((await derivationOf({ ...files, 'data/session.desktop': '' })).text).to.not.contain(
      '.desktop',
    );
  });
});
