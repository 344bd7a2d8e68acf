// Templates of machines, from a file that somebody has to a host that runs what came of it: real sshd, Nix
// and git; the module system is a few lines, as nixpkgs is not here.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDeploys, expectOn } from './support/fleet/deploys.js';
import { canHaveHosts } from './support/fleet/fleet.js';

const base = `{ ... }:
{
  # Which release runs.
  environment.etc."app.conf".text = @app_version@;
  services.journald.rateLimitBurst = 8080;
  services.openssh.enable = true;
}
`;

const validation = `version: 1
variables:
  app_version: { pattern: '\\d+\\.\\d+\\.\\d+', description: The release that runs }
  port: { min: 1024, max: 65535 }
rules:
  - id: ssh-stays
    about: somebody has to get in
    option: services.openssh.enable
    value: 'true'
`;

/** Modules that import each other, and a system with what they say as its /etc. */
const modules = (system) => `
rec {
  merge = a: b: if builtins.isAttrs a && builtins.isAttrs b
    then a // b // builtins.mapAttrs (n: v: if a ? \${n} then merge a.\${n} v else v) b else b;
  load = file: let
      read = import file;
      module = if builtins.isFunction read then read { config = { }; } else read;
    in builtins.foldl' merge (removeAttrs module [ "imports" ]) (map load (module.imports or [ ]));
  system = file: let config = load file; in import ${system} {
    version = "of-a-template";
    files.app = config.environment.etc."app.conf".text or "none";
  };
}
`;

describe('templates of machines', function () {
  this.timeout(300_000);
  let deploys;
  let home;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deploys = await createDeploys();
    ({ home } = deploys);
    const stub = join(home.path, 'nixpkgs');
    mkdirSync(join(stub, 'nixos'), { recursive: true });
    const system = join(import.meta.dirname, 'support/fleet/system.nix');
    writeFileSync(join(stub, 'modules.nix'), modules(system));
    writeFileSync(
      join(stub, 'nixos/default.nix'),
      '{ system = (import ../modules.nix).system <nixos-config>; }\n',
    );
    home.env.NIX_PATH = `nixpkgs=${stub}`;
    writeFileSync(join(home.path, 'base.nix'), base);
    writeFileSync(join(home.path, 'rules.yaml'), validation);
  });
  after(() => deploys?.close());

  const create = (name, ...words) => deploys.machines('template create', name, ...words);
  const createUsual = (name, ...more) =>
    create(
      ...[
        name,
        '--base-config',
        'base.nix',
        '--variables',
        'app_version,port=services.journald.rateLimitBurst',
      ],
      ...['--validation-rules', 'rules.yaml', ...more],
    );
  const from = (name, one, values, ...more) =>
    deploys.machines(
      ...['deploy-from-template', name, '--target', one.name, '--variables', values, ...more],
      ...['--confirm-timeout', '60', '--yes'],
    );
  const app = (one) => readFileSync(one.path(`${one.current}/etc/app`.slice(1)), 'utf8');

  it('are made of a file, listed, shown and removed, and nixai templates knows them', async () => {
    const tried = await createUsual('web', '--dry-run');
    expect(tried).to.deep.include({ template: 'web', written: false, code: 0 });
    expect((await deploys.machines('template list')).templates).to.deep.equal([]);
    const made = await createUsual('web', '--yes');
    expect(made.written, JSON.stringify(made)).to.equal(true);
    const [version, port] = made.variables;
    expect(version).to.include({ name: 'app_version', needed: true, fits: '\\d+\\.\\d+\\.\\d+' });
    expect(port).to.include({ name: 'port', type: 'integer', needed: false, default: '8080' });
    const { templates } = await deploys.machines('template list');
    expect(templates.map(({ template }) => template)).to.deep.equal(['web']);
    const shown = await deploys.machines('template show', 'machines/web');
    expect(shown.nix).to.contain('Burst = @port@;').and.to.contain('# Which release runs.');
    const again = await createUsual('web', '--title', 'Other', '--yes');
    expect(again.error.code).to.equal('file-exists');
    const gone = await deploys.machines('template remove', 'web', '--yes');
    expect(gone.removed).to.equal(true);
    expect((await deploys.machines('template list')).templates).to.deep.equal([]);
    expect((await home.nixai(['undo', gone.undo, '--yes'])).code).to.equal(0);
    expect((await deploys.machines('template list')).templates).to.have.length(1);
  });

  it('are refused where no value could make them right', async () => {
    const codeOf = async (file, text, ...words) => {
      home.file(file, text);
      return (await create('wrong', '--base-config', file, ...words, '--yes')).error.code;
    };
    expect(await codeOf('a.nix', '{ a = "x@port@"; }', '--variables', 'port')).to.equal(
      'template-unfit',
    );
    expect(await codeOf('b.nix', '{ a = @port@; }')).to.equal('usage');
    const two = '# @why@\n{ a = @port@; b = @other@; c = "@own@"; }';
    expect(await codeOf('g.nix', two, '--variables', 'port')).to.equal('usage');
    const both = await create(
      'ours',
      '--base-config',
      'g.nix',
      '--variables',
      'port,other',
      '--dry-run',
    );
    expect(both.code, JSON.stringify(both)).to.equal(0);
    expect(await codeOf('c.nix', '{ a = 1; }', '--variables', 'port')).to.equal('usage');
    expect(await codeOf('d.nix', '{ a = f 1; }', '--variables', 'port=a')).to.equal('usage');
    const rules = home.file('odd.yaml', 'variables: { other: { min: 1 } }\n');
    const odd = ['--variables', 'port=a', '--validation-rules', rules];
    expect(await codeOf('e.nix', '{ a = 1; }', ...odd)).to.equal('template-rules');
    const secret =
      '{ a = 1; b = "-----BEGIN OPENSSH PRIVATE KEY-----"; password = "hunter2-and-more"; }';
    expect(await codeOf('f.nix', secret, '--variables', 'port=a')).to.equal('template-secret');
  });

  it('become the configuration of a new machine, which runs it; another value changes it', async () => {
    await createUsual('fresh', '--yes');
    const one = await deploys.host();
    const config = join(home.path, 'fresh.nix');
    const at = ['--config', config];
    for (const [values, code] of [
      ['app_version=latest', 'template-variable'],
      ['app_version=1.2.0,port=80', 'template-variable'],
      ['port=8081', 'template-variable'],
      ['app_version=1.2.0,level=3', 'template-variable'],
    ])
      expect((await from('fresh', one, values, ...at)).error?.code, values).to.equal(code);
    const tried = await from('fresh', one, 'app_version=1.2.0', ...at, '--dry-run');
    expect(tried.files[0].diff).to.contain('+  environment.etc."app.conf".text = "1.2.0";');
    expect(existsSync(config)).to.equal(false);
    const made = await from('fresh', one, 'app_version=1.2.0,port=8081', ...at);
    expect([made.code, made.written], JSON.stringify(made)).to.deep.equal([0, true]);
    expect(made.rules).to.deep.include({
      ...{ id: 'ssh-stays', about: 'somebody has to get in', outcome: 'met' },
    });
    expectOn(one, made.deployment.machines[0].to);
    expect(app(one)).to.equal('1.2.0');
    expect(readFileSync(config, 'utf8')).to.contain('Burst = 8081;');
    const next = await from('fresh', one, 'app_version=1.3.0', ...at);
    expect([next.code, app(one)]).to.deep.equal([0, '1.3.0']);
    const same = await from('fresh', one, 'app_version=1.3.0', ...at);
    expect([same.code, same.written, same.deployment]).to.deep.equal([0, false, undefined]);
    expect((await home.nixai(['undo', next.undo, '--yes'])).code).to.equal(0);
    expect(readFileSync(config, 'utf8')).to.contain('"1.2.0"');
  });

  it('become a module that a configuration imports, and leave what somebody wrote alone', async () => {
    await createUsual('beside', '--yes');
    const one = await deploys.host();
    const own = '# Mine.\n{\n  imports = [ ./disk.nix ];\n  networking.hostName = "x";\n}\n';
    mkdirSync(join(home.path, 'site'));
    const config = home.file('site/machine.nix', own);
    home.file('site/disk.nix', '{ }\n');
    await home.nixai(['machines', 'edit', one.name, '--config', config, '--yes']);
    const made = await from('beside', one, 'app_version=2.0.0');
    expect(made.code, JSON.stringify(made)).to.equal(0);
    expect(made).to.include({ importedBy: config });
    expect(app(one)).to.equal('2.0.0');
    const after = readFileSync(config, 'utf8');
    expect(after).to.contain('# Mine.').and.to.contain(`./nixai/${one.name}-beside.nix`);
    const next = await from('beside', one, 'app_version=2.1.0', '--write-only');
    expect(next.next).to.deep.equal([`nixai machines deploy ${one.name}`]);
    expect([next.files.map(({ file }) => file), app(one)]).to.deep.equal([[made.file], '2.0.0']);
    // A file that is somebody's is not replaced.
    writeFileSync(made.file, '{ }\n');
    expect((await from('beside', one, 'app_version=2.2.0')).error.code).to.equal('file-exists');
    expect(readFileSync(made.file, 'utf8')).to.equal('{ }\n');
  });

  it('become a file of a flake that git knows of, imported where one machine alone has it', async () => {
    await createUsual('flaked', '--yes');
    const [one, other] = [await deploys.host(), await deploys.host()];
    const folder = join(home.path, 'flaked');
    mkdirSync(join(folder, 'hosts'), { recursive: true });
    const system = readFileSync(join(import.meta.dirname, 'support/fleet/system.nix'), 'utf8');
    writeFileSync(join(folder, 'system.nix'), system);
    writeFileSync(join(folder, 'modules.nix'), modules('./system.nix'));
    const machine = ({ name }) =>
      `nixosConfigurations.${name} = lib.nixosSystem { modules = [ ./common.nix ./hosts/${name}.nix ]; };`;
    writeFileSync(
      join(folder, 'flake.nix'),
      `{ outputs = { self }: let lib.nixosSystem = { modules }: { config.system.build.toplevel = (import ./modules.nix).system (builtins.elemAt modules 1); }; in { ${machine(one)} ${machine(other)} }; }\n`,
    );
    writeFileSync(join(folder, 'common.nix'), '{ time.timeZone = "Europe/Berlin"; }\n');
    for (const { name } of [one, other])
      writeFileSync(join(folder, `hosts/${name}.nix`), `{ networking.hostName = "${name}"; }\n`);
    execFileSync('git', ['-C', folder, 'init', '-q']);
    execFileSync('git', ['-C', folder, 'add', '.']);
    const made = await from('flaked', one, 'app_version=3.0.0', '--flake', folder);
    expect(made.code, JSON.stringify(made)).to.equal(0);
    expect(made.importedBy).to.equal(join(folder, `hosts/${one.name}.nix`));
    expect(app(one)).to.equal('3.0.0');
    expect(readFileSync(join(folder, 'common.nix'), 'utf8')).to.not.contain('nixai');
  });

  it('write nothing where a rule is not met, or what comes out is wrong', async () => {
    const rules = `rules: [{ id: no-ssh, about: it is closed, option: services.openssh.enable, value: 'false' }]\n`;
    const at = ['--base-config', 'base.nix', '--variables', 'app_version'];
    home.file('no-ssh.yaml', rules);
    await create('closed', ...at, '--validation-rules', 'no-ssh.yaml', '--yes');
    const one = await deploys.host();
    const config = join(home.path, 'closed.nix');
    const said = await from('closed', one, 'app_version=1.0.0', '--config', config);
    expect(said.error.code).to.equal('template-noncompliant');
    expect(said.error.why).to.contain('it is closed');
    expect(existsSync(config)).to.equal(false);
    expectOn(one, deploys.old);
    home.file('odd.nix', '{ services.no-such-thing.port = @port@; }\n');
    await create('odd', '--base-config', 'odd.nix', '--variables', 'port', '--yes');
    const odd = await from('odd', one, 'port=1', '--config', config);
    expect([odd.error.code, existsSync(config)]).to.deep.equal(['template-faulty', false]);
    const evil = 'app_version=1"; system.x = "${builtins.readFile /etc/shadow}';
    await create('open', ...at, '--yes');
    const quoted = await from('open', one, evil, '--config', config, '--dry-run');
    expect(quoted.files[0].diff).to.contain('text = "1\\"; system.x = \\"\\${builtins.readFile');
  });
});
