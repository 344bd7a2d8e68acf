import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { parse } from '@nixai/nix';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

const plugin = join(root, 'plugins/explain');
const { commands } = JSON.parse(readFileSync(join(plugin, 'oclif.manifest.json'), 'utf8'));
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });

const option = (type, description, more = {}) => ({
  type,
  description,
  declarations: ['nixos/modules/services/web-servers/nginx/default.nix'],
  loc: [],
  readOnly: false,
  ...more,
});
const options = {
  fileSystems: option('attribute set of (submodule)', 'The file systems to be mounted.'),
  'networking.firewall.allowedTCPPorts': option('list of 16 bit unsigned integer', 'Open ports.'),
  'services.nginx.enable': option('boolean', 'Whether to enable Nginx Web Server.', {
    default: { _type: 'literalExpression', text: 'false' },
  }),
  'services.nginx.package': option('package', 'Nginx package to use.'),
  'services.nginx.virtualHosts': option('attribute set of (submodule)', 'Virtual hosts.'),
  'services.nginx.virtualHosts.<name>.forceSSL': option('boolean', 'Redirect to HTTPS.'),
  'services.openssh.enable': option('boolean', 'Whether to enable the OpenSSH daemon.'),
  'services.openssh.ports': option('list of 16 bit unsigned integer', 'Ports to listen on.'),
};

const packages = {
  version: 2,
  packages: {
    git: { pname: 'git', version: '2.50.1', meta: { description: 'Version control system' } },
    nginx: { pname: 'nginx', version: '1.28.0', meta: { description: 'Web server' } },
  },
};

describe('explaining and searching', () => {
  let home;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    await home.nixai(['plugins', 'link', plugin]);
    for (const [name, data] of Object.entries({ options, packages })) {
      const file = home.file(`${name}.json`, JSON.stringify(data));
      const { code, stderr } = await home.nixai(['docs', 'sync', '--file', file]);
      expect(code, stderr).to.equal(0);
    }
  });
  after(() => home.remove());

  const json = async (argv, input) => {
    const { code, stdout, stderr } = await home.nixai([...argv, '--json'], { input });
    return { code, stderr, document: JSON.parse(stdout) };
  };

  function expectValid(name, document) {
    const schema = JSON.parse(readFileSync(join(plugin, `schemas/${name}.json`), 'utf8'));
    const validate = validators.getSchema(name) ?? validators.compile({ ...schema, $id: name });
    expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
  }

  it('each command has a schema', () => {
    for (const id of Object.keys(commands))
      expect(() =>
        readFileSync(join(plugin, `schemas/${id.replaceAll(':', '-')}.json`)),
      ).not.to.throw();
  });

  const runs = [
    ['explain-option', ['explain-option', 'services.nginx.enable', '--no-ai']],
    ['explain-option', ['explain-option', 'log in from afar with ssh', '--no-ai']],
    ['explain-option', ['explain-option', '--no-ai'], 'services.nginx.enable = true;'],
    ['find-option', ['find-option', 'open a port in the firewall']],
    ['search', ['search', 'nginx']],
    ['search', ['search', 'nginx', '--options-only', '--limit', '2']],
    ['search-pkg', ['search', 'pkg', 'git']],
    ['search-service', ['search', 'service', 'nginx']],
    ['service-examples', ['service-examples', 'nginx']],
  ];
  for (const [name, argv, input] of runs)
    it(`nixai ${argv.join(' ')}${input ? ' < configuration' : ''} gives one document`, async () => {
      const { code, document } = await json(argv, input);
      expect(code).to.equal(0);
      expectValid(name, document);
    });

  it('the exact name comes first, and the order is that of the scores', async () => {
    const { document } = await json(['search', 'services.nginx.enable', '--options-only']);
    expect(document.results[0]).to.include({ name: 'services.nginx.enable', score: 1 });
    const scores = document.results.map(({ score }) => score);
    expect(scores).to.deep.equal([...scores].sort((a, b) => b - a));
  });

  it('every snippet is Nix', async () => {
    for (const query of ['nginx', 'ssh', 'firewall', 'openssh ports']) {
      const { document } = await json(['search', query]);
      for (const { code, where } of document.snippets)
        expect(parse(code).errors, `${query}, ${where}: ${code}`).to.deep.equal([]);
    }
  });

  it('a name that does not exist ends with 1, the nearest, and what was searched', async () => {
    const { code, stderr } = await home.nixai([
      'explain-option',
      'services.ngnix.enable',
      '--no-ai',
    ]);
    expect(code).to.equal(1);
    expect(stderr).to.contain('services.nginx.enable').and.to.contain('8 options');
  });

  it('a name of the other option set is told as such, and a module by its place', async () => {
    const wrong = await json(['explain-home-option', 'services.nginx.enable', '--no-ai']);
    expect([wrong.code, wrong.document.error.why, wrong.document.error.hint]).to.deep.equal([
      1,
      'it is a NixOS option',
      'nixai explain-option services.nginx.enable',
    ]);
    const moved = await json(['explain-option', 'programs.nginx', '--no-ai']);
    expect([moved.code, moved.document.option.name, moved.document.note]).to.deep.equal([
      0,
      'services.nginx.enable',
      'There is no programs.nginx; this is services.nginx.enable, the only module of that name',
    ]);
    const { document } = await json(['explain-option', 'programs.nginx.enable', '--no-ai']);
    expect(document.error.hint).to.equal('nixai explain-option services.nginx.enable');
  });

  it('a group of options is told by what people look for in it first', async () => {
    const { document } = await json(['explain-option', 'services', '--no-ai']);
    expect(document.option.name).to.equal('services.openssh.enable');
    expect(document.note).to.include('nixai search services. lists them');
  });

  it('what is proposed can be pasted, and what was typed is not all said again', async () => {
    const { document } = await json(['explain-option', 'services.nginx.virtualHosts.a.b.forceSSL']);
    expect(document.error.hint).to.equal(
      "nixai explain-option 'services.nginx.virtualHosts.<name>.forceSSL'",
    );
    for (const command of ['explain-option', 'search', 'find-option', 'service-examples']) {
      const { stdout, stderr } = await home.nixai([command, 'x'.repeat(5000)]);
      expect((stdout + stderr).length, command).to.be.lessThan(1000);
    }
  });

  it('a name without letters is none', async () => {
    const { code, document } = await json(['explain-option', '.'], '');
    expect([code, document.error.what]).to.deep.equal([2, 'there is no option to explain']);
  });

  it('a sentence leads to an option, with how sure that is', async () => {
    const { stdout } = await home.nixai(['explain-option', 'how to enable SSH access', '--no-ai']);
    expect(stdout).to.match(/services\.openssh\.enable[^]*\(\d+ %\)/);
  });

  it('a configuration is explained option by option, and what there is not is told', async () => {
    const input = `{ lib, ... }: {
      services.nginx = {
        enable = lib.mkDefault true;
        virtualHosts."a.example".forceSSL = true;
      };
      services.ngnix.enable = true;
    }`;
    const { code, document } = await json(['explain-option', '--no-ai'], input);
    expect(code).to.equal(1);
    expect(
      document.definitions.map(({ path, line, outcome }) => [path, line, outcome]),
    ).to.deep.equal([
      ['services.nginx.enable', 3, 'found'],
      ['services.nginx.virtualHosts."a.example".forceSSL', 4, 'found'],
      ['services.ngnix.enable', 6, 'unknown'],
    ]);
    expect(document.definitions[2].instead).to.include('services.nginx.enable');
  });

  it('what a configuration hands to Home Manager is explained as an option of that', async () => {
    const input = `{
      home-manager.useGlobalPkgs = true;
      home-manager.users.alice = { pkgs, ... }: { programs.git.enable = true; };
      home-manager.users."b.c".programs.git.enable = true;
    }`;
    const { code, document } = await json(['explain-option', '--no-ai'], input);
    expect(code).to.equal(0);
    expect(
      document.definitions.map(({ path, outcome, set }) => [path, outcome, set]),
    ).to.deep.equal([
      ['home-manager.useGlobalPkgs', 'found', 'nixos'],
      ['home-manager.users.alice.programs.git.enable', 'found', 'home-manager'],
      ['home-manager.users."b.c".programs.git.enable', 'found', 'home-manager'],
    ]);
    expectValid('explain-option', document);
  });

  it('a configuration that is wrong is told once, and with no trace', async () => {
    const { code, stdout, stderr } = await home.nixai(['search', 'nginx', '--json'], {
      env: { NIXAI_OFFLINE: ' ' },
    });
    expect([code, stderr]).to.deep.equal([5, '']);
    expect(JSON.parse(stdout).error.code).to.equal('config-invalid');
  });

  it('a hit says why it is there, to people as well', async () => {
    const { stdout } = await home.nixai(['search', 'nginx']);
    expect(stdout).to.match(/services\.nginx\.enable \(.+\)/);
    const { document } = await json(['search', 'play sound']);
    for (const { why } of document.results) expect(why).not.to.equal('');
  });

  it('the end of a name lists what is below it; the person sets how much', async () => {
    const { document } = await json([
      'search',
      'services.nginx.',
      '--options-only',
      '--limit',
      '3',
    ]);
    expect(document.results.map(({ name }) => name)).to.deep.equal([
      'services.nginx.enable',
      'services.nginx.virtualHosts',
      'services.nginx.package',
    ]);
  });

  it('finding nothing, find-option says what it had to look in, and how to get more', async () => {
    const { code, stdout } = await home.nixai(['find-option', '--set', 'nix-darwin', 'qzxv']);
    expect(code).to.equal(1);
    expect(stdout.replace(/\s+/g, ' ')).to.equal(
      "No option found for “qzxv” in nixai's own nix-darwin options (1,128 of 2026-06). " +
        'Most of these have no description; nixai docs sync gets those of your release. ',
    );
  });

  it('finding nothing, it says which source did not answer', async () => {
    const server = createServer((_, response) => response.writeHead(500).end()).listen(0);
    await once(server, 'listening');
    const address = `http://127.0.0.1:${server.address().port}`;
    const other = createHome({ NIXAI_DOCS_SEARCH_URL: address, NIXAI_DOCS_WIKI_URL: address });
    await other.nixai(['plugins', 'link', plugin]);
    const { code, stdout } = await other.nixai(['search', 'pkg', 'frobnicator', '--json']);
    server.close();
    other.remove();
    expect(code).to.equal(1);
    expect(JSON.parse(stdout).notes[0]).to.match(
      /^The source nixos-search did not answer: .* could not be searched/,
    );
  });

  it('only options, or only packages, where that is asked for', async () => {
    const kinds = async (flag) =>
      new Set((await json(['search', 'nginx', flag])).document.results.map(({ kind }) => kind));
    expect([...(await kinds('--options-only'))]).to.deep.equal(['option']);
    expect([...(await kinds('--packages-only'))]).to.deep.equal(['package']);
  });

  it('a reader that has seen enough ends it, without a word', async () => {
    const { bin } = installedCli();
    const line = `set -o pipefail; "${process.execPath}" "${bin}" search nginx | head -1`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
      cwd: home.path,
      env: home.env,
      encoding: 'utf8',
    });
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout.trim().split('\n')).to.have.length(1);
  });

  it('in a pipe there is neither colour nor a question', async () => {
    const { stdout } = await home.nixai(['search', 'nginx']);
    expect(stdout).to.contain('services.nginx.enable');
    expect(stdout).not.to.contain('\u001b').and.not.to.contain('What next');
  });

  it('at a terminal one can look closer and copy', async function () {
    if (!hasTerminal) this.skip();
    const terminal = openTerminal(`"${process.execPath}" "${installedCli().bin}" search nginx`, {
      cwd: home.path,
      env: home.env,
    });
    await terminal.until(/What next\?[^]*View services\.nginx\.enable/);
    terminal.type('\r');
    await terminal.until(/NixOS Option: services\.nginx\.enable[^]*What next\?/);
    terminal.type('copy\r');
    await terminal.until(/Copied/);
    // OSC 52: the terminal puts what is in it on the clipboard.
    const [, started = ''] = terminal.written().split(']52;c;');
    const copied = started.split('\u0007', 1)[0];
    const snippet = Buffer.from(copied, 'base64').toString();
    expect(snippet).to.contain('nginx');
    expect(parse(snippet).errors).to.deep.equal([]);
    await terminal.until(/What next\?/);
    terminal.type('leave\r');
    expect(await terminal.ended).to.equal(0);
  });
});
