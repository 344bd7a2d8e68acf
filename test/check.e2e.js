// `nixai check` as a person and a CI system have it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

describe('nixai check', () => {
  let home;
  beforeEach(() => (home = createHome()));
  afterEach(() => home.remove());

  it('has the rules in its documentation that it has', () => {
    const script = join(root, 'scripts/check-rules.js');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });
    expect(status, stderr).to.equal(0);
  });

  it("shows an organisation's rule beside its own, and passes where both are kept", async () => {
    const folder = join(home.path, 'config');
    mkdirSync(folder);
    const file = join(folder, 'configuration.nix');
    const checked = () => home.nixai(['check', folder]);
    const page = readFileSync(join(root, 'docs/plugins/check-rules.md'), 'utf8');
    const plugin = join(home.path, 'bastion');
    mkdirSync(plugin);
    for (const [, name, text] of page.matchAll(/^`([^`\n]+)`:\n\n```\w+\n([^]*?)^```$/gm))
      writeFileSync(join(plugin, name), text);
    mkdirSync(join(plugin, 'node_modules/@nixai'), { recursive: true });
    spawnSync('ln', ['-s', join(root, 'core/api'), join(plugin, 'node_modules/@nixai/api')]);

    writeFileSync(
      file,
      '{\n  services.openssh.openFirewall = true;\n  networking.firewall.enable = false;\n  system.stateVersion = "25.05";\n}\n',
    );
    const before = await checked();
    expect(before.stdout).to.contain('[firewall-off]').and.not.contain('bastion');
    const linked = await home.nixai(['plugins', 'link', plugin]);
    expect(linked.code, linked.stderr).to.equal(0);
    const { code, stdout } = await checked();
    expect(code).to.equal(1);
    expect(stdout).to.contain('[house/ssh-through-the-bastion] SSH is open to every address');
    expect(stdout).to.contain('[firewall-off]');
    const github = await home.nixai(['check', folder, '--format', 'github']);
    expect(github.stdout).to.match(
      /^::(?:error|warning|notice) file=[^,]+configuration\.nix,line=\d+,endLine=\d+,col=\d+,title=house\/ssh-through-the-bastion::SSH is open/m,
    );
    const sarif = JSON.parse((await home.nixai(['check', folder, '--format', 'sarif'])).stdout);
    expect(sarif.runs[0].results.map(({ ruleId }) => ruleId)).to.include(
      'house/ssh-through-the-bastion',
    );

    writeFileSync(
      file,
      `{
  # nixai: ignore house/ssh-through-the-bastion
  services.openssh.openFirewall = true;
  system.stateVersion = "25.05";
}
`,
    );
    const after = await checked();
    expect(after.code, after.stdout).to.equal(0);
  });

  describe('in CI and beside an editor', () => {
    const faulty = '{ networking.firewall.enable = false; system.stateVersion = "25.05"; }\n';
    const git = (...argv) => {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
      const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
      const { status, stderr } = spawnSync('git', [...identity, ...argv], { cwd: home.path, env });
      expect(status, String(stderr)).to.equal(0);
    };

    it('tells only of what changed since a commit, and counts only that', async () => {
      home.file('flake.nix', '{ outputs = { }; }\n');
      home.file('old.nix', faulty);
      git('init', '--quiet', '--initial-branch=main');
      git('add', '.');
      git('commit', '--quiet', '--message=one');
      const clean = await home.nixai(['check', '--changed', '.']);
      expect(clean.code, clean.stdout).to.equal(0);
      home.file('new.nix', faulty);
      const files = async (...argv) => {
        const { stdout } = await home.nixai(['check', ...argv, '--json', '.']);
        return JSON.parse(stdout).findings.map(({ file }) => file.slice(home.path.length + 1));
      };
      expect(await files('--changed')).to.deep.equal(['new.nix']);
      git('checkout', '--quiet', '-b', 'topic');
      git('add', '.');
      git('commit', '--quiet', '--message=two');
      expect(await files('--changed')).to.deep.equal([]);
      expect(await files('--since', 'main')).to.deep.equal(['new.nix']);
      const unknown = await home.nixai(['check', '--since', '--output=x', '.']);
      expect(unknown.code).to.be.oneOf([2, 5]);
      const nothing = await home.nixai(['check', '--since', 'nowhere', '.']);
      expect(nothing.code).to.equal(5);
      expect(nothing.stderr).to.contain('nowhere');
    });

    it('weighs rules as the settings of the repository say', async () => {
      const file = home.file('configuration.nix', faulty);
      const code = async (env) => (await home.nixai(['check', file], { env })).code;
      expect(await code({})).to.equal(1);
      expect(await code({ NIXAI_CHECK_RULES: 'firewall-off=note' })).to.equal(0);
      expect(await code({ NIXAI_CHECK_PRESETS: 'nonsense' })).to.equal(2);
      home.file('.nixairc', 'check:\n  rules: [firewall-off=off]\n');
      expect(await code({})).to.equal(0);
    });

    it('has a test for each finding, and a row for each machine', async () => {
      mkdirSync(join(home.path, 'hosts/web'), { recursive: true });
      mkdirSync(join(home.path, 'hosts/db'));
      home.file('hosts/web/configuration.nix', faulty);
      home.file('hosts/db/configuration.nix', '{ system.stateVersion = "25.05"; }\n');
      const { stdout } = await home.nixai(['check', '.']);
      expect(stdout)
        .to.match(/^web +0 +1 +0$/m)
        .and.contain('1 host without errors');
      const junit = (await home.nixai(['check', '--format', 'junit', '.'])).stdout;
      expect(junit).to.contain('<testsuites name="nixai check" tests="2" failures="1">');
      expect(junit).to.contain(
        '<testcase classname="hosts/web/configuration.nix" name="firewall-off',
      );
    });

    it('checks again whenever a file is written, until Ctrl-C', async () => {
      const file = home.file('configuration.nix', faulty);
      const child = home.start(['check', '--watch', file]);
      let stdout = '';
      const until = (words) =>
        new Promise((resolve) => {
          const look = () => stdout.includes(words) && resolve();
          child.stdout.on('data', look);
          child.stderr.on('data', look);
          look();
        });
      child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text) => (stdout += text));
      await until('watching');
      expect(stdout).to.contain('firewall-off');
      stdout = '';
      writeFileSync(file, '{ services.openssh.enabel = true; }\n');
      await until('enabel');
      const ended = new Promise((resolve) => child.on('close', resolve));
      child.kill('SIGINT');
      expect(await ended).to.equal(130);
    });
  });

  describe('--fix', () => {
    const old =
      '{\n  services.openssh.permitRootLogin = "no"; # mine\n  system.stateVersion = "25.05";\n}\n';
    const mended = old.replace('permitRootLogin', 'settings.PermitRootLogin');
    let file;
    beforeEach(() => (file = home.file('configuration.nix', old)));
    const text = () => readFileSync(file, 'utf8');

    it('only shows with --dry-run', async () => {
      const { code, stdout } = await home.nixai(['check', file, '--fix', '--dry-run']);
      expect(code).to.equal(1);
      expect(stdout).to.contain('-  services.openssh.permitRootLogin = "no"; # mine');
      expect(stdout).to.contain('+  services.openssh.settings.PermitRootLogin = "no"; # mine');
      expect(text()).to.equal(old);
    });

    it('asks, and writes nothing where nobody can answer', async () => {
      const { code, stdout } = await home.nixai(['check', file, '--fix']);
      expect(code).to.equal(5);
      expect(stdout).to.contain('+  services.openssh.settings.PermitRootLogin');
      expect(text()).to.equal(old);
    });

    it('writes with --yes, ends with 0 once nothing is left, and is taken back by undo', async () => {
      const { code, stdout } = await home.nixai(['check', file, '--fix', '--yes', '--json']);
      expect(code, stdout).to.equal(0);
      expect(JSON.parse(stdout).fix).to.deep.include({ applied: true, left: [] });
      expect(text()).to.equal(mended);
      const again = await home.nixai(['check', file, '--fix', '--yes']);
      expect(again.stdout).to.contain('nothing that can be mended');
      const undone = await home.nixai(['undo', JSON.parse(stdout).fix.change, '--yes']);
      expect(undone.code, undone.stderr).to.equal(0);
      expect(text()).to.equal(old);
    });

    it('is refused for what is piped in', async () => {
      const { code, stderr } = await home.nixai(['check', '-', '--fix'], { input: old });
      expect(code).to.equal(2);
      expect(stderr).to.contain('piped');
    });
  });
});
