import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const crate = (name: string, ...needs: string[]): string =>
  `[[package]]\nname = "${name}"\nversion = "1.0.0"\n${needs.length === 0 ? '' : `dependencies = [\n${needs.map((one) => ` "${one}",\n`).join('')}]\n`}\n`;

const manifest = (rest: string): string =>
  `[package]\nname = "weather"\nversion = "1.0.0"\nedition = "2021"\n${rest}`;

const inputs = ({ analysis }: Awaited<ReturnType<typeof derivationOf>>): readonly string[] =>
  analysis.components[0]!.inputs.map(({ attribute }) => attribute);

describe('a project of Rust', () => {
  it('takes the SQLite that its crate brings, where the lock says that it is built', async () => {
    const made = async (...needs: string[]): Promise<readonly string[]> =>
      inputs(
        await derivationOf({
          'Cargo.toml': manifest('[dependencies]\nstore = "1"\n'),
          'Cargo.lock':
            crate('weather', 'store') +
            crate('store', 'libsqlite3-sys') +
            crate('libsqlite3-sys', ...needs) +
            crate('cc') +
            crate('pkg-config'),
          'src/main.rs': 'fn main() {}\n',
        }),
      );
    expect(await made('cc', 'pkg-config')).not.to.include('sqlite');
    expect(await made('pkg-config')).to.include('sqlite');
  });

  it('has no bindings that only a feature of another crate asks for which is off', async () => {
    const made = await derivationOf({
      'Cargo.toml': manifest(
        '[features]\ndefault = []\nsign-gpg = ["mail/sign-gpg"]\n[dependencies]\nmail = "1"\n',
      ),
      'Cargo.lock':
        crate('weather', 'mail') +
        crate('mail', 'sign', 'alsa-sys') +
        crate('sign', 'gpgme-sys') +
        crate('gpgme-sys') +
        crate('alsa-sys'),
      'src/main.rs': 'fn main() {}\n',
    });
    expect(inputs(made)).to.include('alsa-lib').and.not.to.include('gpgme');
  });

  it('is told where the libraries are that its windows open while it runs', async () => {
    const made = await derivationOf({
      'Cargo.toml': manifest('[dependencies]\nwinit = "1"\nwgpu-hal = "1"\n'),
      'Cargo.lock':
        crate('weather', 'winit', 'wgpu-hal') +
        crate('winit', 'x11-dl') +
        crate('x11-dl') +
        crate('wgpu-hal'),
      'src/main.rs': 'fn main() {}\n',
    });
    expect(inputs(made)).to.include.members(['libx11', 'libxcursor', 'vulkan-loader']);
    expect(made.text)
      .to.contain(
        'patchelf $out/bin/weather \\\n      --add-rpath ${\n        lib.makeLibraryPath [',
      )
      .and.contain('  libxkbcommon,\n');
  });

  it('gets completions of its build script where a variable asks for them', async () => {
    const made = await derivationOf({
      'Cargo.toml': manifest('[build-dependencies]\nclap_complete = "4"\n'),
      'Cargo.lock': crate('weather'),
      'build.rs':
        'fn main() { if let Some(out) = std::env::var_os("GEN_ARTIFACTS") { Man::new(c); generate_to(s, c, "weather", out); } }\n',
      'src/main.rs': 'fn main() {}\n',
    });
    expect(made.text)
      .to.contain('env.GEN_ARTIFACTS = "artifacts";')
      .and.contain('installManPage artifacts/*.1')
      .and.contain('installShellCompletion artifacts/weather.{bash,fish} --zsh artifacts/_weather');
  });

  it('gets what its build script puts below target, where a variable asks for it', async () => {
    const project = (build: string): Readonly<Record<string, string>> => ({
      'Cargo.toml':
        '[package]\nname = "weather"\nversion = "1.0.0"\n[build-dependencies]\nclap_complete = "4"\n',
      'src/main.rs': 'fn main() {}\n',
      'build.rs': build,
    });
    const asked = await derivationOf(
      project(
        'const KEY: &str = "WX_GENERATE";\nfn main() {\n  if env::var_os(KEY).is_none() { return; }\n  let dir = "./target/tmp/completion/";\n  generate_to(Shell::Bash, &mut cmd, "wx", dir);\n}\n',
      ),
    );
    expect(asked.text)
      .to.contain('env.WX_GENERATE = true;')
      .and.contain(
        'installShellCompletion target/tmp/completion/wx.{bash,fish} --zsh target/tmp/completion/_wx',
      )
      .and.contain('installShellFiles');
    const always = await derivationOf(
      project(
        'fn main() {\n  let out = root.join("target").join("completions");\n  let man = root.join("target").join("man");\n  generate_to(shell, &mut cmd, NAME, &out);\n}\n',
      ),
    );
    expect(always.text)
      .to.contain('installManPage target/man/*.1')
      .and.contain('target/completions/weather.{bash,fish}')
      .and.not.contain('env.');
  });

  it('prints completions where a variable names the shell, or a flag that takes its name', async () => {
    const project = (main: string): Readonly<Record<string, string>> => ({
      'Cargo.toml':
        '[package]\nname = "weather"\nversion = "1.0.0"\n[dependencies]\nclap_complete = "4"\n',
      'src/main.rs': main,
    });
    const asked = await derivationOf(
      project('fn main() { clap_complete::CompleteEnv::with_factory(cmd).complete(); }\n'),
    );
    expect(asked.text).to.contain('--zsh <(COMPLETE=zsh $out/bin/weather)');
    const flag = await derivationOf(
      project(
        'use clap_complete::Shell;\nstruct Cli {\n    #[clap(long, value_parser = ["bash", "fish", "zsh"])]\n    gen_completions: Option<String>,\n    #[clap(long)]\n    other: Option<String>,\n}\nfn main() {}\n',
      ),
    );
    expect(flag.text).to.contain('--bash <($out/bin/weather --gen-completions bash)');
  });

  it('says a shell as the subcommand wants it', async () => {
    const made = await derivationOf({
      'Cargo.toml': manifest('[dependencies]\nclap_complete = "4"\n'),
      'Cargo.lock': crate('weather', 'clap_complete') + crate('clap_complete'),
      'src/main.rs':
        'use clap_complete::Shell;\n#[derive(Subcommand)]\nenum Commands {\n    ShellCompletions {\n        #[arg(short, long)]\n        shell: Shell,\n    },\n}\n',
    });
    expect(made.text).to.contain('--bash <($out/bin/weather shell-completions --shell bash)');
  });
});
