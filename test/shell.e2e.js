// `nixai shell` in real shells: what a person sees, and what stays as it was.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { hasTmux, openScreen } from './support/tmux.js';

const has = (program) => spawnSync(program, ['--version']).status === 0;
const shells = ['bash', 'zsh', 'fish'];
const start = {
  bash: ['bash', '--noprofile', '-i'],
  zsh: ['zsh', '-d', '-i'],
  fish: ['fish', '-i'],
};
/** What makes the prompt one that can be waited for, in each shell's own file. */
const prompts = {
  bash: ['.bashrc', 'PS1="ready> "\n'],
  zsh: ['.zshrc', 'PROMPT="ready> "\nunsetopt PROMPT_SP\n'],
  fish: [
    '.config/fish/config.fish',
    'function fish_prompt; printf "ready> "; end\nset -g fish_greeting\n',
  ],
};

/** A program of Nix that fails in a known way. */
const failing = `#!/bin/sh
echo "$0 $*" >> "$HOME/ran"
for at in $(seq 1 "\${LINES_BEFORE:-1}"); do echo "building part $at"; done
echo "error: attribute 'ripgrepp' missing" >&2
echo "       at /etc/nixos/configuration.nix:7:5:" >&2
exit 1
`;

describe('nixai shell', () => {
  let home;
  let screen;
  before(async () => {
    home = createHome();
    mkdirSync(join(home.path, 'bin'));
    mkdirSync(join(home.path, '.config/fish'), { recursive: true });
    symlinkSync(installedCli().bin, join(home.path, 'bin/nixai'));
    for (const name of ['nix', 'nixos-rebuild']) program(name, failing);
    for (const [file, text] of Object.values(prompts)) writeFileSync(join(home.path, file), text);
    for (const plugin of ['shell', 'diagnose']) {
      const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins', plugin)]);
      expect(code, stderr).to.equal(0);
    }
  });
  after(() => home.remove());
  afterEach(() => {
    screen?.close();
    screen = undefined;
  });

  function program(name, text) {
    const file = join(home.path, 'bin', name);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  const env = (more) => ({
    ...home.env,
    PATH: `${join(home.path, 'bin')}:${home.env.PATH}`,
    NIX_LOG_DIR: join(home.path, 'no-logs'),
    ...more,
  });
  const read = (file) => readFileSync(join(home.path, file), 'utf8');
  const open = async (shell, { more, argv = start[shell], ...options } = {}) => {
    screen = openScreen(argv, { cwd: home.path, env: env(more), ...options });
    await screen.until(/ready>/);
    return screen;
  };
  const installed = async (...words) => {
    const { code, stderr } = await home.nixai(['shell', 'install', ...shells, '--yes', ...words]);
    expect(code, stderr).to.equal(0);
  };

  it('is taken out of a file byte for byte, and undone', async () => {
    const own = createHome();
    await own.nixai(['plugins', 'link', join(root, 'plugins/shell')]);
    const rc = join(own.path, '.bashrc');
    const there = () => (existsSync(rc) ? readFileSync(rc, 'utf8') : undefined);
    const scripts = () => readdirSync(join(own.path, '.local/share/nixai/shell'));
    const yes = async (...argv) => {
      const { code, stderr } = await own.nixai([...argv, '--yes']);
      expect(code, stderr).to.equal(0);
    };
    for (const text of ['alias a=b', 'alias a=b\n', '', '# é\r\n\n\n', undefined]) {
      if (text !== undefined) own.file('.bashrc', text);
      await yes('shell', 'install', 'bash');
      expect(there())
        .to.include('nixai.bash')
        .and.satisfy((now) => now.startsWith(text ?? ''));
      // A second time there is nothing to do.
      if (text === '') await yes('shell', 'install', 'bash');
      await yes('shell', 'uninstall', 'bash');
      expect([there(), scripts()]).to.deep.equal([text, []]);
      if (text !== undefined) rmSync(rc);
    }
    await yes('shell', 'install', 'bash', 'fish');
    await yes('shell', 'uninstall');
    expect([there(), scripts()]).to.deep.equal([undefined, []]);
    await yes('shell', 'install', 'bash');
    await yes('undo');
    expect(there()).to.equal(undefined);
    own.remove();
  });

  it('says so where new shells would not find nixai, with the way out', async () => {
    const { code, stderr } = await home.nixai(['shell', 'install', 'bash', '--dry-run']);
    expect(code, stderr).to.equal(0);
    expect(stderr).to.contain('no nixai in your PATH').and.to.contain('export PATH=');
  });

  it('asks before it writes, and writes nothing with --dry-run', async () => {
    const own = createHome({ SHELL: '/bin/zsh' });
    await own.nixai(['plugins', 'link', join(root, 'plugins/shell')]);
    const { code, stderr } = await own.nixai(['shell', 'install']);
    expect(code).to.equal(5);
    expect(stderr).to.include('a person has to answer');
    const { stdout } = await own.nixai(['shell', 'install', '--dry-run']);
    expect(stdout).to.include('.zshrc').and.include('Nothing was written');
    // What a person has to read fits on a screen; all of it is there on request.
    expect(stdout.split('\n').length).to.be.below(20);
    expect(stdout).to.match(/nixai\.zsh: new, \d+ lines \(--full shows them\)/);
    const full = await own.nixai(['shell', 'install', '--dry-run', '--full']);
    expect(full.stdout).to.include('+  _nixai_preexec() {');
    expect(readdirSync(own.path)).not.to.include('.zshrc');
    own.remove();
  });

  it('leaves a file alone that Home Manager makes, and says where the line belongs', async function () {
    const store = execFileSync('sh', ['-c', 'ls -d /nix/store/* 2>/dev/null | head -n 1'], {
      encoding: 'utf8',
    }).trim();
    if (store === '') this.skip();
    const own = createHome();
    symlinkSync(store, join(own.path, '.bashrc'));
    await own.nixai(['plugins', 'link', join(root, 'plugins/shell')]);
    const { code, stderr } = await own.nixai(['shell', 'install', 'bash', '--yes']);
    own.remove();
    if (statSync(store).isFile()) {
      expect(stderr).to.include('programs.bash.initExtra').and.include('nixai.bash');
      expect(code).to.equal(5);
    } else expect(code).not.to.equal(0);
  });

  it('says how each shell has it', async () => {
    await installed();
    const states = async () => {
      const { stdout } = await home.nixai(['shell', 'status', '--json']);
      return JSON.parse(stdout).shells.map(({ state }) => state);
    };
    expect(await states()).to.deep.equal(['current', 'current', 'current']);
    writeFileSync(join(home.path, '.local/share/nixai/shell/nixai.bash'), '# an older one\n');
    expect(await states()).to.deep.equal(['older', 'current', 'current']);
    await installed();
    expect(await states()).to.deep.equal(['current', 'current', 'current']);
  });

  it('is at most 150 lines for each shell, and names no path of this machine', async () => {
    for (const shell of shells) {
      const { stdout } = await home.nixai(['shell', 'init', shell]);
      expect(stdout.split('\n').length, shell).to.be.at.most(150);
      expect(stdout).not.to.include(home.path).and.not.include(root);
    }
  });

  for (const shell of shells)
    describe(`in ${shell}`, () => {
      before(async function () {
        if (!hasTmux || !has(shell)) this.skip();
        await installed();
      });

      beforeEach(() => program('nix', failing));

      it('says once that a failure can be explained, and Alt-N explains it from the screen', async () => {
        await open(shell);
        screen.type('true; nix build .#web');
        screen.press('Enter');
        await screen.until(/nixai: Alt-N explains this\s+ready>/);
        screen.type('false');
        screen.press('Enter');
        const shown = await screen.until(/ready> false\s+ready>/);
        expect(shown.match(/Alt-N explains/g)).to.have.length(1);
        screen.type('echo half a li');
        screen.press('M-n');
        await screen.until(/nix build \.#web ended with 1/);
        await screen.until(/what tmux remembers of it/);
        const explained = await screen.until(/ripgrepp[^]*ready> echo half a li/);
        for (const line of explained.split('\n')) expect([...line].length).to.be.at.most(80);
        screen.type('ne');
        screen.press('Enter');
        await screen.until(/\nhalf a line\n/);
      });

      it('says nothing of what went well, was left by Ctrl-C, or is not of Nix', async () => {
        program('nix-store', '#!/bin/sh\nexit "$1"\n');
        await open(shell);
        for (const [at, line] of [
          'nix-store 0',
          'nix-store 130',
          'nix-store 141',
          'ls /nowhere',
          'nix-shell-like 1',
        ].entries()) {
          screen.type(`${line}; echo done-${at}`);
          screen.press('Enter');
          await screen.until(new RegExp(`\\ndone-${at}\\n`));
        }
        // Another one failed, or what Nix has started.
        program('nix', '#!/bin/sh\nexit "${CODE:-0}"\n');
        for (const line of [
          'nix build .#web && sh -c "exit 3"',
          'nix build .#web; ls /nowhere',
          'nix eval .#web | grep -q nothing',
          'env CODE=3 nix --option a b run .#web',
          'CODE=3 nix fmt',
        ]) {
          screen.type(line);
          screen.press('Enter');
        }
        for (const code of [130, 141, 0]) {
          screen.type(`nix-store ${code}`);
          screen.press('Enter');
        }
        screen.type('echo at-"the"-end');
        screen.press('Enter');
        await screen.until(/\nat-the-end\n/);
        expect(screen.all()).not.to.include('explains this');
        // Nix itself, the last on a line.
        for (const line of [
          'true && CODE=3 nix build ".#a;b" 2>&1',
          "CODE=3 nix eval --expr 'a; b'",
        ]) {
          screen.press('C-l');
          screen.type(line);
          screen.press('Enter');
          await screen.until(/explains this\s+ready>/);
        }
      });

      it('keeps the status of what was run, and what was found stays the last that failed', async () => {
        await open(shell);
        const status = shell === 'fish' ? '$status' : '$?';
        screen.type('nix build');
        screen.press('Enter');
        await screen.until(/explains this/);
        screen.type(`echo was=${status}`);
        screen.press('Enter');
        await screen.until(/\nwas=1\n/);
        screen.type('sh -c "exit 42"');
        screen.press('Enter');
        screen.type(`echo then=${status}`);
        screen.press('Enter');
        await screen.until(/\nthen=42\n/);
        screen.type('nixai-why --json | head -n 8');
        screen.press('Enter');
        await screen.until(/"outcome": "diagnosed"/);
      });

      for (const lines of [1, 40, 1500])
        it(`finds the last command's own output of ${lines} lines in tmux`, async () => {
          await open(shell, { more: { LINES_BEFORE: String(lines) }, history: 5000 });
          screen.type('echo before');
          screen.press('Enter');
          screen.type('nix build');
          screen.press('Enter');
          await screen.until(/explains this\s+ready>/);
          screen.type('echo after');
          screen.press('Enter');
          screen.type('nixai-why --json > why.json; echo is-"written"');
          screen.press('Enter');
          await screen.until(/\nis-written\n/);
          const { kind, diagnosis } = JSON.parse(read('why.json'));
          expect(kind).to.equal('terminal');
          // The lines of the program, and nothing of the prompts around them.
          expect(diagnosis.input.lines).to.equal(lines + 2);
        });

      it('is not there twice, and not at all where it is turned off', async () => {
        await open(shell);
        const file =
          shell === 'fish'
            ? '.config/fish/conf.d/nixai.fish'
            : `.local/share/nixai/shell/nixai.${shell}`;
        screen.type(`source ~/${file}`);
        screen.press('Enter');
        screen.type('nix build');
        screen.press('Enter');
        await screen.until(/explains this\s+ready>/);
        expect(screen.all().match(/explains this/g)).to.have.length(1);
        screen.close();
        for (const [wish, why] of [
          ['off', 127],
          ['prompt', 5],
        ]) {
          await open(shell, { more: { NIXAI_SHELL_INTEGRATION: wish } });
          screen.type('nix build');
          screen.press('Enter');
          await screen.until(/ripgrepp[^]*ready>/);
          const status = shell === 'fish' ? '$status' : '$?';
          screen.type(`nixai-why --no-such-flag 2>/dev/null; echo why=${status}`);
          screen.press('Enter');
          await screen.until(new RegExp(`\\nwhy=${why === 5 ? 2 : why}\\n`));
          expect(screen.all()).not.to.include('explains this');
          screen.close();
        }
      });

      it('completes commands and what only nixai knows', async () => {
        if (shell === 'zsh')
          writeFileSync(
            join(home.path, '.zshrc'),
            `autoload -Uz compinit && compinit -u\n${read('.zshrc')}`,
          );
        await open(shell);
        screen.type('nixai config val');
        screen.press('Tab');
        await screen.until(/nixai config validate/);
        screen.press('C-u');
        screen.type('nixai config get history.keep');
        screen.press('Tab');
        await screen.until(/history\.keep_days/);
      });

      it('names the package of a program on request, else the handler before it answers', async () => {
        await installed('--command-not-found');
        await open(shell);
        screen.type('capnp');
        screen.press('Enter');
        await screen.until(/nix shell nixpkgs#capnproto/);
        screen.type('no-such-program-at-all');
        screen.press('Enter');
        await screen.until(/(not found|Unknown command)[^]*ready>/);
        await installed();
      });
    });

  describe('nixai run', () => {
    const record = () => {
      const folder = join(home.path, '.local/state/nixai/shell');
      const name = readdirSync(folder).find((one) => one.endsWith('.log'));
      return join(folder, name);
    };

    it('ends as the command does, and keeps what it said for its shell alone', async () => {
      const { code, stdout } = await home.nixai(['run', '--', 'sh', '-c', 'echo "a  b"; exit 7']);
      expect(code).to.equal(7);
      expect(stdout).to.equal('a  b\r\n');
      expect(statSync(record()).mode & 0o777).to.equal(0o600);
      const why = await home.nixai(['shell', 'why', '--json']);
      expect(JSON.parse(why.stdout)).to.deep.include({ kind: 'recorded', status: 7 });
    });

    it('hands each word on as it is, and the terminal with it', async () => {
      const odd = ["it's", 'a b', '$HOME', '`x`', '\\', '*', '"', '-n', ''];
      const show =
        'for one; do printf "[%s]" "$one"; done; echo; test -t 0 || echo no; echo "$SHELL"';
      const { stdout } = await home.nixai(['run', '--', 'sh', '-c', show, 'sh', ...odd], {
        env: { SHELL: '/usr/bin/fish' },
      });
      expect(stdout.split('\r\n')[0]).to.equal(odd.map((one) => `[${one}]`).join(''));
      expect(stdout).to.include('/usr/bin/fish');
      expect((await home.nixai(['run', '--', 'no-such-program'])).code).to.equal(1);
    });

    it('runs the command where nothing can be kept, and says so', async () => {
      const own = createHome();
      await own.nixai(['plugins', 'link', join(root, 'plugins/shell')]);
      mkdirSync(join(own.path, '.local/state/nixai'), { recursive: true });
      writeFileSync(join(own.path, '.local/state/nixai/shell'), 'no folder');
      const { code, stdout, stderr } = await own.nixai([
        'run',
        '--',
        'sh',
        '-c',
        'echo ran; exit 7',
      ]);
      own.remove();
      expect([code, stdout]).to.deep.equal([7, 'ran\n']);
      expect(stderr).to.include('It is not recorded: ');
    });

    it('keeps the end of what is long', async () => {
      const { code } = await home.nixai(['run', '--json', '--', 'seq', '400000']);
      expect(code).to.equal(0);
      const text = readFileSync(record(), 'utf8');
      expect(text.length).to.be.within(900_000, 2 ** 20);
      expect(text.trimEnd().split('\n').at(-1)).to.equal('400000');
    });
  });

  describe('what failed', () => {
    const why = (command, more = {}) =>
      home.nixai(['shell', 'why', '--json', '--no-ai'], {
        env: env({
          NIXAI_LAST_COMMAND: command,
          NIXAI_LAST_STATUS: '1',
          NIXAI_LAST_FOLDER: home.path,
          NIXAI_LAST_START: String(Math.floor(Date.now() / 1000)),
          NIXAI_LAST_END: String(Math.floor(Date.now() / 1000)),
          // The machine's own logs may hold what another test has just built.
          NIX_LOG_DIR: join(home.path, 'nix-logs'),
          ...more,
        }),
      });

    it('is evaluated again where that is harmless, and a switch is never run again', async () => {
      // What was recorded meanwhile is of another command.
      const meanwhile = { NIXAI_LAST_START: String(Math.floor(Date.now() / 1000)) };
      await home.nixai(['run', '--', 'sh', '-c', 'echo error: of another; exit 1']);
      writeFileSync(join(home.path, 'ran'), '');
      const { stdout } = await why('sudo nixos-rebuild switch --flake .#box', meanwhile);
      expect(JSON.parse(stdout)).to.deep.include({ kind: 'evaluated', outcome: 'diagnosed' });
      expect(read('ran')).to.match(/nixos-rebuild dry-build --flake \.#box\n$/);
      writeFileSync(join(home.path, 'ran'), '');
      for (const line of [
        'nixos-rebuild switch --upgrade',
        'nixos-rebuild boot --target-host web1',
        'nix run .#deploy',
        'nix profile install x',
        'nix build .#a && nixos-rebuild switch',
      ]) {
        const { code, stdout } = await why(line);
        expect(code, line).to.equal(5);
        expect(JSON.parse(stdout).error.code).to.equal('shell-nothing-seen');
      }
      expect(read('ran')).to.equal('');
    });

    it('is read from the log that Nix kept of a build, by real Nix', async function () {
      if (spawnSync('nix-build', ['--version']).status !== 0) this.skip();
      const folder = join(home.path, 'real');
      mkdirSync(folder);
      const at = Date.now();
      writeFileSync(
        join(folder, 'default.nix'),
        `derivation { name = "shop-${at}"; system = builtins.currentSystem; builder = "/bin/sh";
           args = [ "-c" "echo 'main.c:1:10: fatal error: zlib.h: No such file or directory'; echo 'compilation terminated.'; echo 'make: *** [all] Error 1'; exit 1" ]; }`,
      );
      const config =
        'sandbox = false\nbuild-users-group =\nexperimental-features = nix-command flakes\n';
      const real = { NIX_CONFIG: config, NIX_LOG_DIR: '/nix/var/log/nix' };
      const start = Math.floor(Date.now() / 1000);
      const failed = spawnSync('nix-build', ['--no-out-link', folder], {
        env: { ...process.env, ...real },
        encoding: 'utf8',
      });
      if (!/shop-/.test(failed.stderr)) this.skip();
      const { stdout, stderr } = await home.nixai(['shell', 'why', '--json', '--no-ai'], {
        env: {
          ...home.env,
          ...real,
          NIXAI_LAST_COMMAND: 'nix-build --no-out-link real',
          NIXAI_LAST_STATUS: '100',
          NIXAI_LAST_FOLDER: home.path,
          NIXAI_LAST_START: String(start),
          NIXAI_LAST_END: String(Math.floor(Date.now() / 1000)),
        },
      });
      const result = JSON.parse(stdout);
      expect(result, stderr).to.deep.include({ kind: 'build-log', outcome: 'diagnosed' });
      expect(result.from).to.equal(`the build log that Nix kept of shop-${at}`);
      expect(result.diagnosis.findings[0].message).to.include('zlib.h');
      // A command that began after that build has not written its log, though it was the same second.
      const after = await home.nixai(['shell', 'why', '--json', '--no-ai'], {
        env: {
          ...home.env,
          ...real,
          NIXAI_LAST_COMMAND: 'nix-env -i x',
          NIXAI_LAST_STATUS: '1',
          NIXAI_LAST_START: String(Date.now() / 1000),
          NIXAI_LAST_END: String(Math.floor(Date.now() / 1000) + 1),
        },
      });
      expect(after.stdout).not.to.include(`shop-${at}`);
    });

    it('says what to do where nothing is known', async () => {
      const { code, stderr } = await home.nixai(['shell', 'why'], {
        env: { NIXAI_LAST_COMMAND: 'nix-env -i x', NIXAI_LAST_STATUS: '1', NIXAI_LAST_START: '5' },
      });
      expect(code).to.equal(5);
      expect(stderr).to.include('nixai diagnose --interactive').and.include('nixai run -- COMMAND');
    });
  });
});
