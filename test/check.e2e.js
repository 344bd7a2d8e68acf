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
