// `explain-option` with what it can ask beside the option sets: templates, the real Nix, a model.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { startModelService } from '../core/models/dist/testing/modelService.js';
import { createHome } from './support/home.js';
import { hasNix, nixConfig } from './support/nixStore.js';
import { installedCli, root } from './support/packed.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

const schema = JSON.parse(readFileSync(join(root, 'plugins/explain/schemas/explain-option.json')));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const option = (type, description) => ({
  type,
  description,
  declarations: ['nixos/modules/services/web-servers/nginx/default.nix'],
  loc: [],
  readOnly: false,
});
const options = {
  fileSystems: option('attribute set of (submodule)', 'The file systems to be mounted.'),
  'services.nginx.enable': option('boolean', 'Whether to enable Nginx Web Server.'),
  'services.nginx.virtualHosts': option('attribute set of (submodule)', 'Virtual hosts.'),
  'services.nginx.virtualHosts.<name>.forceSSL': option('boolean', 'Redirect to HTTPS.'),
  'services.openssh.enable': option('boolean', 'Whether to enable the OpenSSH daemon.'),
  'systemd.targets': option('attribute set of (submodule)', 'Targets.'),
  'nix.settings': option('open submodule of attribute set of (Nix config atom)', 'nix.conf.'),
};

describe('explaining an option', function () {
  let home;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    for (const plugin of ['explain', 'templates'])
      await home.nixai(['plugins', 'link', join(root, 'plugins', plugin)]);
    const file = home.file('options.json', JSON.stringify(options));
    const { code, stderr } = await home.nixai(['docs', 'sync', '--file', file]);
    expect(code, stderr).to.equal(0);
  });
  after(() => home.remove());

  async function explain(argv, more) {
    const run = await home.nixai(['explain-option', ...argv, '--json'], more);
    const document = JSON.parse(run.stdout);
    if (run.code === 0) expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
    return { ...run, document };
  }

  it('that only a topic names is not called sure', async () => {
    const { document } = await explain(['disable suspend', '--no-ai']);
    expect(document.option.name).to.equal('systemd.targets');
    expect(document.confidence).to.be.within(0.6, 0.8);
  });

  it('of a configuration finds those behind mkIf, and keys that an option takes without listing them', async () => {
    const input =
      '{ lib, ... }: { services = lib.mkIf true { nginx.enable = true; }; nix.settings.cores = 2; a.b = 1; }';
    const { document } = await explain([], { input });
    expect(
      document.definitions.map(({ path, outcome, note = '' }) => [path, outcome, note]),
    ).to.deep.equal([
      ['nix.settings.cores', 'found', 'cores is a key of nix.settings, which takes any'],
      ['a.b', 'unknown', ''],
      ['services.nginx.enable', 'found', ''],
    ]);
  });

  describe('with a template', () => {
    const ask = (name, template = 'web-server') =>
      explain([name, '--template', template, '--no-ai']).then(({ document }) => document.template);

    it('shows the line that sets it', async () => {
      expect(await ask('services.nginx.enable')).to.deep.equal({
        name: 'basics/web-server',
        title: 'Web server with HTTPS',
        kind: 'nixos',
        definitions: [{ path: 'services.nginx.enable', line: 4, value: 'true' }],
      });
    });

    it('shows what is set below it, and in the place of a placeholder', async () => {
      const { definitions } = await ask('services.nginx.virtualHosts');
      expect(definitions).to.have.length(1);
      expect(definitions[0].path).to.match(/^services\.nginx\.virtualHosts\."[^"]+"$/);
      const [forced] = (await ask('services.nginx.virtualHosts.<name>.forceSSL')).definitions;
      expect(forced).to.include({ value: 'true' });
    });

    it('says where it leaves the option alone', async () => {
      expect((await ask('services.openssh.enable')).definitions).to.deep.equal([]);
      const argv = ['services.openssh.enable', '--template', 'web-server', '--no-ai'];
      const { stdout } = await home.nixai(['explain-option', ...argv]);
      expect(stdout).to.contain('basics/web-server').and.contain('leaves this option alone');
    });

    it('alone, explains each option that it sets', async () => {
      const { document } = await explain(['--template', 'basics/web-server']);
      expect(document.definitions.map(({ path }) => path)).to.include('services.nginx.enable');
    });

    it('that is not there, ends with 1 and the command that lists them', async () => {
      const { code, stdout } = await explain(['services.nginx.enable', '--template', 'gone']);
      expect(code).to.equal(1);
      expect(stdout).to.contain('template-unknown').and.contain('nixai templates list');
    });
  });

  it('for a use takes the examples that are for it, and says where there are none', async () => {
    const common = async (use) => {
      const run = await home.nixai([
        'explain-option',
        'services.avahi.enable',
        '--context',
        use,
        '--json',
      ]);
      const { examples } = JSON.parse(run.stdout);
      return [examples.find(({ level }) => level === 'common').source, run.stderr];
    };
    const [ofServer, quiet] = await common('server');
    const [ofDesktop] = await common('desktop');
    const [, told] = await common('development');
    expect(ofServer).not.to.equal(ofDesktop);
    expect(quiet).to.equal('');
    expect(told).to.contain('No advice on services.avahi.enable is for development in particular.');
  });

  describe('with the value that this machine gives it', () => {
    const configuration = (folder, hosts) => {
      mkdirSync(join(home.path, folder), { recursive: true });
      const flake = `{ outputs = _: { nixosConfigurations = ${hosts}; }; }`;
      writeFileSync(join(home.path, folder, 'flake.nix'), flake);
      return join(home.path, folder);
    };
    const nginx = (value) =>
      `{ config.services.nginx = { enable = ${value}; virtualHosts."a.example".forceSSL = 1 == 1; }; }`;
    const ask = async (folder, name = 'services.nginx.enable', env = {}) => {
      const argv = [name, '--value', '--no-ai'];
      const more = { env: { NIXAI_NIXOS_FOLDER: folder, NIX_CONFIG: nixConfig, ...env } };
      return (await explain(argv, more)).document.value;
    };

    describe('evaluated by Nix', function () {
      before(function () {
        if (!hasNix) this.skip();
      });

      it('for the host of its name', async () => {
        const hosts = `{ other = ${nginx('false')}; "${hostname()}" = ${nginx('1 < 2')}; }`;
        const { value, detail } = await ask(configuration('named', hosts));
        expect(value, detail).to.equal('true');
      });

      it('for the only host, and one of many names', async () => {
        const folder = configuration('only', `{ other = ${nginx('false')}; }`);
        expect((await ask(folder)).value).to.equal('false');
        const name = 'services.nginx.virtualHosts."a.example".forceSSL';
        expect((await ask(folder, name)).value).to.equal('true');
      });

      it('says what is wrong where there is none', async () => {
        const two = configuration('two', `{ a = ${nginx('true')}; b = ${nginx('true')}; }`);
        expect((await ask(two)).detail)
          .to.contain('no host is called')
          .and.contain('a b');
        const thrown = configuration('thrown', `{ a = ${nginx('throw "not today"')}; }`);
        const { value, detail } = await ask(thrown);
        expect(value).to.equal(undefined);
        expect(detail).to.contain('not today');
      });

      it('evaluates nothing that stands in the name', async () => {
        const folder = configuration('quoted', `{ a = ${nginx('true')}; }`);
        const name = 'services.nginx.virtualHosts."${abort(0)}".forceSSL';
        expect((await ask(folder, name)).detail).to.match(/\$\{abort\(0\)\}.* missing/);
      });
    });

    it('asks for a name where the option stands for many', async () => {
      const { detail } = await ask('/nowhere', 'services.nginx.virtualHosts.<name>.forceSSL');
      expect(detail).to.contain('ask for one of them');
    });

    it('reads nixos-option where there is no flake, and says where that is not there', async () => {
      expect((await ask('/nowhere')).detail).to.equal('nixos-option is not on this machine');
      const bin = join(home.path, 'bin');
      mkdirSync(bin);
      // As nixos-option of NixOS 24.11 prints it.
      const printed = 'Value:\ntrue\n\nDefault:\nfalse\n\nType:\n"boolean"\n';
      writeFileSync(join(bin, 'nixos-option'), `#!/bin/sh\nprintf '${printed}'\n`);
      chmodSync(join(bin, 'nixos-option'), 0o755);
      const PATH = `${bin}:${home.env.PATH}`;
      expect(await ask('/nowhere', undefined, { PATH })).to.deep.equal({
        value: 'true',
        detail: 'nixos-option services.nginx.enable',
      });
    });
  });

  describe('with a model', () => {
    let server;
    it('from the results of a search, at a terminal', async function () {
      if (!hasTerminal) this.skip();
      server = await startModelService('ollama', { models: ['llama3:latest'], texts: ['Serves.'] });
      const chosen = { NIXAI_PROVIDER: 'ollama', NIXAI_MODEL: 'llama3', NIXAI_OFFLINE: 'false' };
      const terminal = openTerminal(`"${process.execPath}" "${installedCli().bin}" search nginx`, {
        cwd: home.path,
        env: { ...home.env, ...chosen, OLLAMA_HOST: server.url },
      });
      await terminal.until(/What next\?[^]*View services\.nginx\.enable/);
      terminal.type('\r');
      await terminal.until(/What next\?[^]*Explain services\.nginx\.enable with llama3/);
      terminal.type('\r');
      await terminal.until(/AI Explanation[^]*Serves\.[^]*What next\?/);
      terminal.type('leave\r');
      expect(await terminal.ended).to.equal(0);
    });

    afterEach(() => server.close());
    const ask = async (texts, argv = []) => {
      server = await startModelService('ollama', { models: ['llama3:latest'], texts });
      const env = { OLLAMA_HOST: server.url, NIXAI_OFFLINE: '' };
      const use = ['--provider', 'ollama', '--model', 'llama3'];
      return explain(['services.nginx.enable', ...use, ...argv], { env });
    };
    const block = (line) => [`Do this:\n\n\`\`\`nix\n${line}\n\`\`\`\n`];

    it('tells it what is known, as data, and checks what it says', async () => {
      const { document } = await ask(block('services.nginx.enable = true;'));
      expect(document.ai).to.include({ provider: 'ollama', complete: true });
      expect(document.ai.text).to.contain('services.nginx.enable = true;');
      expect(document.ai.verification.checkedAgainst).to.contain('7 options');
      const sent = server.seen.at(-1).body;
      expect(sent).to.contain('Explain services.nginx.enable').and.contain('Nginx Web Server');
    });

    it('marks an option that it made up', async () => {
      const { document } = await ask(block('services.nginx.enableMagic = true;'));
      expect(JSON.stringify(document.ai.verification)).to.contain('services.nginx.enableMagic');
      expect(document.ai.text).to.contain('`services.nginx.enableMagic`: ');
    });

    it('says what the machine is for', async () => {
      await ask(['Fine.'], ['--context', 'server']);
      expect(server.seen.at(-1).body).to.contain('used for: server');
    });

    it('is sent nothing with --no-ai, nor with --show-prompt', async () => {
      const chats = () => server.seen.filter(({ url }) => url === '/api/chat');
      expect((await ask(['Hello.'], ['--no-ai'])).document).not.to.have.property('ai');
      expect(chats()).to.deep.equal([]);
      await server.close();
      const { document } = await ask(['Hello.'], ['--show-prompt']);
      expect(document.prompt).to.contain('Explain services.nginx.enable');
      expect(chats()).to.deep.equal([]);
    });
  });
});
