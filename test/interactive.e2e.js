// `nixai interactive`: lines from a pipe, and a person at a screen of 80 × 24.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { hasTmux, openScreen } from './support/tmux.js';

const plugins = [
  'devenv',
  'diagnose',
  'explain',
  'health',
  'interactive',
  'mcp',
  'notes',
  'templates',
];

/** Commands whose answers are the same each time. */
const commands = [
  ...['config path', 'config get history.keep_days', 'config get log_level', 'config validate'],
  ...[
    'explain-option services.openssh.enable --no-ai',
    'explain-option networking.firewall --no-ai',
  ],
  ...[
    'explain-option services.nginx.enable --no-ai --json',
    'explain-option no.such.option --no-ai',
  ],
  ...['explain-home-option programs.git.enable --no-ai', 'find-option ssh', 'search service nginx'],
  ...['search nginx', 'search nginx --limit 3', 'search --options-only firewall --json'],
  ...['search pkg git --offline', 'service-examples nginx', 'list-options services.openssh'],
  ...['check web.nix', 'check web.nix --json', 'check web.nix --format github', 'undo list'],
  ...['history list', 'docs sources', 'docs status', 'models --offline', 'completion fish'],
  ...[
    'complete "nixai config "',
    'devenv list',
    'devenv suggest django shop',
    'devenv explain services.redis',
  ],
  ...[
    'devenv create rust tool --dry-run',
    'diagnose build.log --no-ai',
    'diagnose build.log --no-ai --json',
  ],
  ...[
    'diagnose build.log --no-ai --format markdown',
    'health list',
    'health explain disk',
    'templates list',
  ],
  ...[
    'templates list --csv',
    'templates show ssh-server',
    'templates search ssh',
    'templates categories',
  ],
  ...['snippets list', 'notes search bastion', 'mcp-server tools', 'undo --dry-run'],
];

describe('nixai interactive', () => {
  let home;
  before(async () => {
    home = createHome();
    mkdirSync(join(home.path, 'bin'));
    symlinkSync(installedCli().bin, join(home.path, 'bin/nixai'));
    mkdirSync(join(home.path, 'notes'));
    home.file('notes/bastion.md', '# Bastion\nSSH goes through the bastion.\n');
    home.file('web.nix', '{ services.openssh.permitRootLogin = "yes"; }\n');
    home.file('build.log', "error: undefined variable 'pkgz'\n\n       at /etc/nixos/x.nix:3:5:\n");
    for (const name of plugins) {
      const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins', name)]);
      expect(code, stderr).to.equal(0);
    }
    await home.nixai(['config', 'set', 'notes.folders', join(home.path, 'notes')]);
  });
  after(() => home.remove());

  const run = (line, more) => home.nixai(['interactive', '--command', line], more);

  describe('without a terminal', () => {
    it(`prints the bytes of the program for ${commands.length} commands, in one process`, async () => {
      let expected = '';
      for (const command of commands) {
        expected += (await home.nixai(wordsOf(command))).stdout;
      }
      const { stdout } = await home.nixai(['interactive'], { input: `${commands.join('\n')}\n` });
      expect(stdout).to.equal(expected);
    });

    it('joins steps as a shell does, and says where it stopped', async () => {
      const both = await run('config get log_level && config get history.keep_days');
      expect(both).to.deep.include({ code: 0, stdout: 'info\n90\n' });
      const stopped = await run('config get no.key && config get log_level');
      expect(stopped.stdout).to.equal('');
      expect(stopped.code).not.to.equal(0);
      expect(stopped.stderr).to.match(/Stopped: config get no\.key ended with \d/);
      const other = await run(
        'config get no.key || config get log_level; config get history.keep_days',
      );
      expect(other.stdout).to.equal('info\n90\n');
      expect((await run('search a | less')).code).to.equal(2);
    });

    it('goes on after a report that found something, and ends with what it found', async () => {
      const { code, stdout } = await run(
        'diagnose --log-file build.log --no-ai && health list && explain-option services.openssh.enable --no-ai',
      );
      expect(stdout).to.include('pkgz').and.include('disk').and.include('services.openssh.enable');
      expect(code).to.equal(1);
    });

    it('ends as the first line that failed, and runs the others', async () => {
      const input =
        '# a comment\nnixai config get log_level\nconfig get no.key\n\nconfig get log_level\n';
      const { code, stdout } = await home.nixai(['interactive'], { input });
      expect(stdout).to.equal('info\ninfo\n');
      expect(code).to.equal((await home.nixai(['config', 'get', 'no.key'])).code);
      home.file('lines', 'config get log_level\nquit\nconfig get log_level\n');
      expect((await home.nixai(['interactive', 'lines'])).stdout).to.equal('info\n');
    });

    it('takes other words for a question, and goes on with it', async () => {
      const { stdout } = await run('how do I enable SSH?', { env: { NIXAI_OFFLINE: '1' } });
      expect(stdout).to.include('services.openssh.enable');
      const misspelt = await run('diagnos');
      expect(misspelt.code).to.equal(2);
      expect(misspelt.stderr).to.include('nearest: diagnose');
    });

    it('goes on with a session by its name, and keeps it at the end', async () => {
      const more = ['interactive', '--session', 'night', '--command'];
      await home.nixai([...more, 'set-nixos-path notes']);
      const { stdout } = await home.nixai([...more, 'config get nixos_folder; show-history']);
      expect(stdout).to.equal(
        `${join(home.path, 'notes')}\n1  set-nixos-path notes\n2  config get nixos_folder; show-history\n`,
      );
    });

    it('has words of its own', async () => {
      mkdirSync(join(home.path, 'site'), { recursive: true });
      const input = [
        'set-nixos-path site',
        'set ai openai gpt-x',
        'config get nixos_folder',
        'save-session web',
        'show-config',
        'help explain-option',
        'help',
        'repeat 3',
        '!!',
      ].join('\n');
      const { stdout, stderr } = await home.nixai(['interactive'], { input });
      expect(stdout).to.include(join(home.path, 'site'));
      expect(stdout).to.match(/AI provider +openai \(environment\)/);
      expect(stdout).to.match(/MCP server +\S/);
      expect(stdout).to.include('set-nixos-path FOLDER').and.include('--no-ai');
      expect(
        stdout.split(join(home.path, 'site')).length,
        'asked, in the table, and repeated',
      ).to.equal(4);
      const file = join(home.path, '.local/state/nixai/interactive/sessions/web.json');
      expect(statSync(file).mode & 0o777, stderr).to.equal(0o600);
      const later = await run('load-session web; config get nixos_folder; sessions');
      expect(later.stdout).to.match(/\/site\n(?:night\n)?web\n$/);
      expect((await run('load-session none')).code).to.equal(1);
      expect((await run('set ai nobody')).code).to.equal(2);
      expect((await run('interactive')).stderr).to.include('this is interactive already');
      // Nothing of it is left.
      expect((await home.nixai(['config', 'get', 'nixos_folder'])).stdout).to.equal('/etc/nixos\n');
    });
  });

  describe('at a screen', () => {
    let screen;
    before(function () {
      if (!hasTmux) this.skip();
    });
    afterEach(() => {
      screen?.close();
      screen = undefined;
    });
    const open = async (more = {}) => {
      screen = openScreen(['nixai', 'interactive', '--no-ai'], {
        cwd: home.path,
        env: {
          ...home.env,
          NIXAI_OFFLINE: '1',
          PATH: `${join(home.path, 'bin')}:${home.env.PATH}`,
          ...more,
        },
      });
      await screen.until(/nixai>/);
    };
    const enter = (line) => {
      screen.type(line);
      screen.press('Enter');
    };

    it('scenario 1: a newcomer looks around, explains, searches and takes a number', async () => {
      await open();
      enter('help');
      await screen.until(/quit\s+Leave[^]*nixai>\s*$/);
      expect(screen.all()).to.include('explain-option').and.include('set ai').and.include('health');
      enter('explain-option services.openssh.enable');
      await screen.until(/nixai>\s*$/);
      await screen.until(/boolean|Type/i);
      enter('search service nginx');
      await screen.until(/Look closer: 1 \S+[^]*nixai>\s*$/);
      enter('1');
      await screen.until(/nixai>\s*$/);
      for (const line of screen.screen().split('\n')) expect([...line].length).to.be.at.most(80);
    });

    it('scenario 2: a log by its name, what changed, the issues one by one, and help 1', async () => {
      await open();
      enter('diagnose');
      await screen.until(/name of a log file/);
      enter('build.log');
      await screen.until(/What did you change/);
      enter('I added pkgz');
      await screen.until(/Would you like details/);
      enter('y');
      await screen.until(/Which issue\?/);
      screen.press('Enter');
      await screen.until(/Then look whether it helped[^]*nixai>\s*$|nixai>\s*$/);
      expect(screen.all()).to.include('Issue 1 names what you changed');
      screen.press('C-l');
      enter('help 1');
      await screen.until(/pkgz[^]*nixai>\s*$/);
      enter('help 7');
      await screen.until(/there is no issue 7/);
    });

    it('scenario 3: an environment, suggested and made step by step', async () => {
      await open();
      enter('devenv suggest "full-stack development with react frontend and database"');
      await screen.until(/devenv create[^]*nixai>\s*$/);
      enter('devenv create rust game --yes --directory made');
      await screen.until(/cd made[^]*nixai>\s*$/);
      expect(readdirSync(join(home.path, 'made'))).to.include('devenv.nix');
    });

    it('shows the last answer in the pager, and has a line edited', async () => {
      home.file('bin/editor', '#!/bin/sh\necho config get log_level > "$1"\n');
      home.file('bin/pager', '#!/bin/sh\necho "paged: $(cat)"\n');
      for (const name of ['editor', 'pager']) chmodSync(join(home.path, 'bin', name), 0o755);
      await open({ VISUAL: 'editor', PAGER: 'pager' });
      enter('last');
      await screen.until(/there was no answer yet/);
      enter('config get history.keep_days');
      await screen.until(/\n90\n/);
      enter('last');
      await screen.until(/paged: 90\s+nixai>\s*$/);
      enter('edit');
      await screen.until(/\ninfo\s+nixai>\s*$/);
      expect(readdirSync(join(home.path, '.local/state/nixai/interactive'))).to.deep.equal([
        ...['history', 'sessions'],
      ]);
    });

    it('goes through what is wrong with the machine, and mends it after a yes', async function () {
      // What is mended is root's to do.
      if (process.getuid() !== 0) this.skip();
      await layLamp(home);
      // Not what was asked and answered before: a key that is pressed too early is lost.
      const asked = /\? Go through this issue\? \(Y\/n\)\s*$/;
      await open();
      enter('health');
      await screen.until(asked);
      screen.press('Enter');
      await screen.until(/Severity: critical[^]*a\) Light it \(shown first, done after a yes\)/);
      screen.press('Down', 'Enter');
      await screen.until(/What is looked at|whether it is dark/i);
      await screen.until(/nixai>\s*$/);
      expect(existsSync(join(home.path, 'lit'))).to.equal(false);
      enter('health');
      await screen.until(asked);
      screen.press('Enter');
      await screen.until(/a\) Light it/);
      screen.press('Enter');
      await screen.until(/remove temporary files that are past their age[^]*\(y\/N\)\s*$/);
      screen.type('y');
      screen.press('Enter');
      await screen.until(/Checked again: it is in order now\.[^]*nixai>\s*$/);
      expect(existsSync(join(home.path, 'lit'))).to.equal(true);
    });

    it('scenario 4: settings, an option and a service', async () => {
      await open();
      enter('show-config');
      await screen.until(/NixOS path\s+\/etc\/nixos[^]*nixai>\s*$/);
      mkdirSync(join(home.path, 'site'), { recursive: true });
      enter('set-nixos-path ~/site');
      await screen.until(/NixOS configuration path: [^]*site/);
      enter('explain-option networking.firewall');
      await screen.until(/networking\.firewall\.\w+[^]*nixai>\s*$/);
      enter('search service postgresql');
      await screen.until(/services\.postgresql[^]*nixai>\s*$/);
    });

    it('completes commands, options part by part with types, flags, and its own words', async () => {
      await open();
      screen.type('explain-');
      screen.press('Tab');
      await screen.until(/explain-home-option[^]*explain-option[^]*nixai> explain-/);
      screen.type('o');
      screen.press('Tab');
      await screen.until(/nixai> explain-option/);
      screen.type('services.openssh.en');
      screen.press('Tab');
      await screen.until(/services\.openssh\.enable/);
      screen.press('C-u');
      screen.type('explain-option services.nginx.enab');
      screen.press('Tab', 'Tab');
      await screen.until(/services\.nginx\.enable/);
      screen.press('C-u');
      screen.type('check web.nix --form');
      screen.press('Tab');
      await screen.until(/check web\.nix --format/);
      screen.press('C-u');
      screen.type('check we');
      screen.press('Tab');
      await screen.until(/nixai> check web\.nix/);
      screen.press('C-u');
      screen.type('set-n');
      screen.press('Tab');
      await screen.until(/nixai> set-nixos-path/);
      screen.press('C-u');
      mkdirSync(join(home.path, 'my hosts'));
      home.file('my hosts/web1.nix', '{ services.openssh.permitRootLogin = "yes"; }\n');
      screen.type('check "my h');
      screen.press('Tab');
      await screen.until(/nixai> check "my hosts\//);
      screen.press('Tab');
      await screen.until(/nixai> check "my hosts\/web1\.nix"/);
      screen.press('C-u');
      screen.type('true && check my');
      screen.press('Tab', 'Tab');
      await screen.until(/check my\\ hosts\/web1\.nix/);
      screen.press('C-u');
      enter('check my\\ hosts/web1.nix');
      await screen.until(/PermitRootLogin[^]*nixai>\s*$/);
    });

    it('suggests from history, searches in it, and keeps no line that begins with a blank', async () => {
      await open();
      enter('config get history.keep_days');
      await screen.until(/\n90\n/);
      enter(' config get log_level');
      await screen.until(/\ninfo\n/);
      screen.type('config get h');
      screen.press('Right');
      await screen.until(/nixai> config get history\.keep_days\s*$/);
      screen.press('C-c');
      screen.press('C-r');
      screen.type('keep');
      await screen.until(/\(search: keep\) config get history\.keep_days/);
      screen.press('Escape');
      await screen.until(/nixai>\s*$/);
      screen.press('Up');
      await screen.until(/nixai> config get history\.keep_days\s*$/);
      const kept = readFileSync(join(home.path, '.local/state/nixai/interactive/history'), 'utf8');
      expect(kept).to.include('keep_days').and.not.include('log_level');
    });

    it('runs nothing that is pasted, and offers a log to diagnose', async () => {
      await open();
      screen.paste(
        "config get log_level\nerror: undefined variable 'pkgz'\n       at /etc/nixos/x.nix:3:5:\n",
      );
      await screen.until(/a log of something that failed[^]*Diagnose it/);
      expect(screen.screen()).not.to.match(/\ninfo\n/);
      screen.press('Enter');
      await screen.until(/pkgz[^]*nixai>\s*$/);
      screen.paste('config get log_level');
      await screen.until(/nixai> config get log_level/);
      screen.press('Enter');
      await screen.until(/\ninfo\n/);
    });

    it('shows no terminal what a name, a paste or a kept line would have it do', async () => {
      const escape = '\u001b';
      mkdirSync(join(home.path, 'downloads'), { recursive: true });
      for (const name of [`evil${escape}]2;owned\u0007`, 'a.log', 'plain.nix', '\u202eevil'])
        home.file(`downloads/${name}`, '');
      mkdirSync(join(home.path, '.local/state/nixai/interactive'), { recursive: true });
      const past = `find-option ${escape}]2;owned\u0007ssh\n`;
      home.file('.local/state/nixai/interactive/history', past);
      await open();
      screen.type('check downloads/');
      screen.press('Tab');
      const shown = await screen.until(/a\.log[^]*plain\.nix[^]*nixai> check downloads\//);
      expect(shown).to.not.include('evil');
      screen.press('C-c');
      screen.type('find-o');
      await screen.until(/nixai> find-option ssh\s*$/);
      screen.press('C-c');
      // Each of these ends a line for whoever edits it.
      for (const end of ['\u2028', '\u2029']) {
        screen.paste(`config path${end}config set log_level debug${end}`);
        await screen.until(/nixai> config path<U\+202[89]>config set log_level debug<U\+202[89]>/);
        screen.press('C-c');
      }
      expect(screen.title()).to.not.include('owned');
      screen.press('C-d');
      await screen.until(/ended/);
      const { stdout } = await home.nixai(['config', 'get', 'log_level']);
      expect(stdout).to.equal('info\n');
    });

    it('ends a command by Ctrl-C, and goes on', async () => {
      await open();
      enter('diagnose --stream build.log');
      await screen.until(/pkgz/);
      screen.press('C-c');
      await screen.until(/nixai>\s*$/);
      enter('config get log_level');
      await screen.until(/\ninfo\n[^]*nixai>\s*$/);
    });

    it('is left by Ctrl-D, by quit, and by Ctrl-C twice; Ctrl-C clears a line', async () => {
      for (const [keys, code] of [
        [['C-d'], 0],
        [['C-c', 'C-c'], 130],
      ]) {
        screen = openScreen(['sh', '-c', 'nixai interactive; echo code=$?; sleep 600'], {
          cwd: home.path,
          env: { ...home.env, PATH: `${join(home.path, 'bin')}:${home.env.PATH}` },
        });
        await screen.until(/nixai>/);
        screen.type('half a line');
        screen.press('C-c');
        await screen.until(/half a line\^C[^]*nixai>\s*$/);
        for (const key of keys) {
          screen.press(key);
          if (key !== keys.at(-1)) await screen.until(/once more/);
        }
        await screen.until(new RegExp(`code=${code}\\n`));
        screen.close();
      }
      await open();
      enter('quit');
      await screen.until(/^(?![^]*nixai>\s*$)|has ended/);
    });
  });
});

/** A check that is critical until what is safe to do was done, and the only one that is asked. */
async function layLamp(home) {
  const folder = join(home.path, 'lamp');
  mkdirSync(join(folder, 'node_modules/@nixai'), { recursive: true });
  symlinkSync(join(root, 'core/api'), join(folder, 'node_modules/@nixai/api'));
  home.file(
    'lamp/package.json',
    JSON.stringify({
      ...{ name: 'nixai-plugin-lamp', version: '1.0.0', type: 'module', license: 'MIT' },
      keywords: ['nixai-plugin'],
      nixai: { points: ['health.checks'] },
      oclif: { hooks: { 'nixai:register': './register.js' } },
    }),
  );
  home.file(
    'lamp/register.js',
    `import { existsSync } from 'node:fs';
import { definePlugin, healthChecks } from '@nixai/api';
const check = {
  id: 'lamp.light', title: 'Lamp', group: 'hardware', about: 'Whether it is dark.',
  levels: { critical: 'it is dark' },
  run: async () => existsSync(process.env.HOME + '/lit') ? [{ status: 'ok', summary: 'it shines' }] : [
    { status: 'critical', summary: 'it is dark', fix: { title: 'Light it', safe: { kind: 'clean-temporary-files' } } },
  ],
};
export default definePlugin((host) => host.point(healthChecks).add('lamp', () => [check]));
`,
  );
  home.file('bin/systemd-tmpfiles', '#!/bin/sh\ntouch "$HOME/lit"\n');
  chmodSync(join(home.path, 'bin/systemd-tmpfiles'), 0o755);
  const { checks } = JSON.parse((await home.nixai(['health', 'list', '--json'])).stdout);
  const others = JSON.stringify(checks.map(({ id }) => id));
  for (const words of [
    ['plugins', 'link', folder],
    ['config', 'set', 'health.disable', others],
  ]) {
    const { code, stderr } = await home.nixai(words);
    expect(code, stderr).to.equal(0);
  }
}

/** The words of a command that has no more than double quotes. */
function wordsOf(command) {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}
