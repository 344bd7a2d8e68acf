// Templates made of files and of each other, held to rules and machines, and written for many machines.
import { mkdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/templates');
const schemas = new Ajv({ allErrors: true, allowUnionTypes: true });
const machine = `# the desk of Ada
{ pkgs, ... }:
let
  site = "x.example.org"; # ours
in
{
  networking.hostName = "desk";
  time.timeZone = "Europe/Berlin";
  users.users.ada = {
    isNormalUser = true;
    description = "Ada Lovelace";
  };
  services.displayManager.autoLogin.user = "ada";
  services.gitea.settings.server.HTTP_PORT = 3002;
  services.nginx.virtualHosts."x.example.org".root = "/srv/@desk@";
  system.stateVersion = "25.11";
}
`;

describe('templates of one’s own', function () {
  this.timeout(60_000);
  let home;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    home.file('desk.nix', machine);
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
  });
  afterEach(() => home?.remove());

  async function json(name, ...argv) {
    const outcome = await home.nixai(['templates', name, ...argv, '--json']);
    const value = JSON.parse(outcome.stdout);
    if (!('error' in value)) {
      const schema = JSON.parse(readFileSync(join(plugin, `schemas/templates-${name}.json`)));
      const isSound = schemas.compile(schema);
      expect(isSound(value), JSON.stringify(isSound.errors)).to.equal(true);
    }
    return { ...value, code: outcome.code };
  }
  const text = (name) => readFileSync(join(home.path, name), 'utf8');
  function own(name, yaml, nix) {
    mkdirSync(join(home.path, '.config/nixai/templates'), { recursive: true });
    home.file(`.config/nixai/templates/${name}.yaml`, yaml);
    home.file(`.config/nixai/templates/${name}.nix`, nix);
  }

  it('are made of a file, which they give back byte for byte, or for another machine', async () => {
    const { variables, undo } = await json('save', 'desk', 'desk.nix', '--tags', 'a,B c', '--yes');
    expect(variables.map(({ name, value }) => `${name}=${value}`)).to.deep.equal([
      'userName=ada',
      'hostName=desk',
      'timeZone=Europe/Berlin',
      'stateVersion=25.11',
      'fullName=Ada Lovelace',
      'domain=x.example.org',
    ]);
    await json('apply', 'desk', '--output', join(home.path, 'again.nix'), '--yes');
    expect(text('again.nix')).to.equal(machine);
    const other = ['--set', 'userName=eve', '--set', 'hostName=box'];
    await json('apply', 'desk', ...other, '--output', join(home.path, 'box.nix'), '--yes');
    expect(text('box.nix')).to.equal(
      machine
        .replace('hostName = "desk"', 'hostName = "box"')
        .replace('users.ada', 'users.eve')
        .replace('user = "ada"', 'user = "eve"'),
    );
    const twice = await json('save', 'desk', 'box.nix', '--yes');
    expect([twice.error.code, twice.code]).to.deep.equal(['file-exists', 5]);
    await home.nixai(['undo', undo, '--yes']);
    expect((await json('search', 'desk.nix')).code).to.equal(1);
  });

  it('have no variable that would be put in half', async () => {
    home.file(
      'quoted.nix',
      '{ users.users.ada.isNormalUser = true; home-manager.users."ada" = { }; networking.hostName = "a"; }\n',
    );
    const { variables } = await json('save', 'quoted', 'quoted.nix', '--yes');
    expect(variables.map(({ name }) => name)).to.deep.equal(['hostName']);
  });

  it('have the variables that were named, and suggest the others', async () => {
    const named = 'hostName,site,who=Ada Lovelace,http=services.gitea.settings.server.HTTP_PORT';
    const { variables, suggested, nix, written } = await json(
      ...['save', 'desk', 'desk.nix', '--variables', named, '--dry-run'],
    );
    expect(variables.map(({ name, type }) => `${name} ${type}`)).to.deep.equal([
      'hostName string',
      'site string',
      'who string',
      'http integer',
    ]);
    expect(suggested.map(({ name }) => name)).to.include('timeZone');
    expect(nix).to.contain('site = @site@; # ours').and.to.contain('HTTP_PORT = @http@;');
    expect([written, existsSync(join(home.path, '.config/nixai/templates'))]).to.deep.equal([
      false,
      false,
    ]);
    const none = await json('save', 'desk', 'desk.nix', '--variables', 'colour', '--yes');
    expect([none.error.code, none.code]).to.deep.equal(['usage', 2]);
    home.file(
      'key.nix',
      '{ a.password = "hunter2-correct-horse"; b = "ghp_0123456789abcdefABCDEF0123456789abcd"; }\n',
    );
    expect((await json('save', 'key', 'key.nix', '--yes')).error.code).to.equal('template-secret');
  });

  it('are put together, with each disagreement decided and no port renumbered', async () => {
    own('one', 'title: One\n', '{\n  # of one\n  a.x = 1;\n  l = [ 1 2 ];\n  p.port = 80;\n}\n');
    own(
      'two',
      'title: Two\nvariables:\n  - name: word\n    default: hi\n',
      '{ pkgs, ... }:\n{\n  a.x = 2;\n  a.@word@ = pkgs.hi;\n  l = [ 2 3 ];\n  q.port = 80;\n}\n',
    );
    const refused = await json('combine', 'one', 'two', '--output', 'both', '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['merge-conflict', 5]);
    const manual = ['--base', 'one', '--add', 'two', '--output', 'both', '--resolve-conflicts'];
    const { nix, ports, disagreements } = await json('combine', ...manual, '--yes');
    expect(nix).to.equal(`{ pkgs, ... }:
{
  # of one
  a.x = 1;
  a.@word@ = pkgs.hi;
  l = [ 1 2 3 ];
  p.port = 80;
  q.port = 80;
}
`);
    expect(disagreements).to.deep.include({
      ...{ path: 'a.x', first: '1', second: '2', of: 'two', taken: 'first' },
      why: 'Both give it a value, and not the same one.',
    });
    expect(ports).to.deep.equal([{ port: 80, paths: ['p.port', 'q.port'] }]);
    expect((await json('show', 'both', '--set', 'word=ho')).nix).to.contain('a.ho = pkgs.hi;');
    const web = await json('combine', 'web-server', 'web-caddy', '--output', 'w', '--dry-run');
    expect([web.code, web.disagreements[0]?.path]).to.deep.equal([1, 'services.caddy.enable']);
  });

  it('are held to the rules that come with them, for the values that they are for', async () => {
    own(
      'house',
      `title: House
variables:
  - name: level
    type: enum
    choices: [standard, elevated]
compliance:
  - id: keys-only
    about: Nobody logs in with a password
    option: services.openssh.settings.PasswordAuthentication
    value: false
  - id: tpm
    about: Elevated machines have a TPM 2.0
    machine: tpm2
    when: { level: elevated }
`,
      '{ services.openssh.enable = true; environment.etc.level.text = @level@; }\n',
    );
    home.file(
      'configuration.nix',
      '{ services.openssh.settings.PasswordAuthentication = true; }\n',
    );
    const into = [
      '--merge',
      '--output',
      join(home.path, 'configuration.nix'),
      '--compliance-check',
    ];
    const refused = await json('apply', 'house', '--set', 'level=standard', ...into, '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['template-noncompliant', 5]);
    expect(refused.error.why).to.contain('keys-only').and.not.to.contain('tpm');
    expect(text('configuration.nix')).not.to.contain('imports');
    home.file(
      'configuration.nix',
      '{ services.openssh.settings.PasswordAuthentication = false; }\n',
    );
    const dry = await json('apply', 'house', '--set', 'level=elevated', ...into, '--dry-run');
    expect(dry.compliance.map(({ id }) => id)).to.deep.equal(['keys-only', 'tpm']);
    expect(dry.compliance[0]).to.include({ outcome: 'met' });
    const done = await json('apply', 'house', '--set', 'level=standard', ...into, '--yes');
    expect([done.written, done.compliance.length]).to.deep.equal([true, 1]);
    const bad = await json('apply', 'house', '--set', 'level=low', ...into, '--yes');
    expect(bad.error.code).to.equal('template-variable');
  });

  it('are written for each machine of a list, all or none', async () => {
    own(
      'desk',
      'title: Desk\nvariables:\n  - name: hostName\n    example: a\n    pattern: "[a-z0-9-]+"\n  - name: keys\n    type: strings\n    default: []\n',
      '{ networking.hostName = @hostName@; boot.kernelModules = @keys@; }\n',
    );
    home.file('machines.yaml', 'web-1: ./hosts/web-1.nix\nweb-2: hosts/web-2.nix\n');
    const files = ['--csv-file', 'hires.csv', '--target-machines', 'machines.yaml'];
    const bulk = (...argv) => json('deploy-bulk', 'desk', ...files, ...argv);
    home.file(
      'hires.csv',
      '\uFEFFmachine,hostName,keys,"a ""remark"""\r\nweb-1,one,a;b,"x,\r\ny"\r\nweb-2,two,,=1+1\r\n',
    );
    const { rows, written, undo } = await bulk('--yes');
    expect([written, rows.map(({ line, change }) => `${line} ${change}`)]).to.deep.equal([
      true,
      ['2 create', '4 create'],
    ]);
    expect(text('hosts/web-1.nix')).to.equal(
      '{ networking.hostName = "one"; boot.kernelModules = [ "a" "b" ]; }\n',
    );
    expect((await bulk('--yes')).written, 'twice is once').to.equal(false);
    await home.nixai(['undo', undo, '--yes']);
    home.file('hires.csv', 'machine,hostName\nweb-1,one\nweb-2,NO!\nweb-3,three\n');
    const refused = await bulk('--yes');
    expect(refused.error.why).to.contain('line 3 (web-2)').and.to.contain('has no web-3');
    expect([refused.code, existsSync(join(home.path, 'hosts/web-1.nix'))]).to.deep.equal([
      2,
      false,
    ]);
    home.file('machines.yaml', 'web-1: ../../outside.nix\n');
    expect((await bulk('--yes')).error.code).to.equal('targets-invalid');
  });

  it('are validated with each of their choices, looked at and described', async () => {
    own(
      'choices',
      'title: Choices\nvariables:\n  - name: on\n    type: boolean\n    default: true\n  - name: option\n    type: enum\n    choices: [enable, enabel]\n    default: enable\n',
      '{ pkgs, ... }: { services.openssh.@option@ = @on@; environment.systemPackages = [ pkgs.steam pkgs.git pkgs.git ]; }\n',
    );
    const checked = await json('validate', 'choices', '--health-check');
    expect(checked.cases).to.equal(5);
    expect(checked.findings.map(({ rule, values }) => `${rule} ${values}`)).to.include(
      'unknown-option option=enabel',
    );
    expect(checked.evaluated.outcome).to.equal('impossible');
    const { suggestions } = await json('optimize', 'choices');
    expect(suggestions.map(({ about }) => about)).to.include.members([
      'steam has a module of its own',
      'pkgs.git is in environment.systemPackages twice',
    ]);
    const { text: page } = await json('document', 'choices');
    expect(page).to.contain('# Choices').and.to.contain('| `on` | boolean | `true` |');
    const { verdicts } = await json('compatibility-check', 'gaming-nvidia', '--hardware-scan');
    expect(verdicts[0].about).to.contain('NVIDIA');
    const never = await json('optimize', 'choices', '--analyze-usage');
    expect(never.error.code).to.equal('template-not-applied');
  });
});
