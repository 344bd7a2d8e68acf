import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes } from '@nixai/api';
import { createProcessRunner } from '@nixai/safety';
import { createTestHost } from '../hostForTests.test.js';
import { readNixosOption } from './nixosOption.js';
import { createCommandSource } from './source.js';

const { signal } = new AbortController();

const early = `Value:
true

Default:
false

Type:
"boolean"

Example:
true

Description:
''
  Whether to enable Nginx Web Server.
''

Declared by:
  "/nix/store/abc-source/nixos/modules/services/web-servers/nginx/default.nix"

Defined by:
  "/etc/nixos/web.nix"
`;

const late = `Value:
  [ 22 ]

Default:
  [ 22 ]

Type:
  list of 16 bit unsigned integer

Description:
  Specifies on which ports the SSH daemon listens.

Declared by:
  /nix/store/abc-source/nixos/modules/services/networking/ssh/sshd.nix
`;

describe('nixos-option', () => {
  it('of earlier releases is read', () => {
    const option = readNixosOption(early, 'services.nginx.enable');
    expect(option).to.deep.include({
      type: 'boolean',
      default: 'false',
      example: 'true',
      description: 'Whether to enable Nginx Web Server.',
    });
    expect(option?.declarations[0]?.url).to.match(/github.com.*nginx\/default\.nix$/);
  });

  it('of later releases is read', () => {
    expect(readNixosOption(late, 'services.openssh.ports')).to.deep.include({
      type: 'list of 16 bit unsigned integer',
      default: '[ 22 ]',
      description: 'Specifies on which ports the SSH daemon listens.',
    });
  });

  it('that lists a group describes no option', () => {
    const listing = 'This attribute set contains:\nenable\npackage\n';
    expect(readNixosOption(listing, 'services.nginx')).to.equal(undefined);
  });
});

describe('the command source', () => {
  const made = createTestHost(new Map([[processes.key, createProcessRunner()]]));
  const path = process.env['PATH'];
  after(() => {
    process.env['PATH'] = path;
    made.remove();
  });

  it('asks nixos-option for a name, and for nothing else', async () => {
    const bin = join(made.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    const script = `#!/bin/sh\nprintf '%s\\n' "$1" >> ${join(made.folder, 'asked')}\ncat <<'E'\n${late}E\n`;
    writeFileSync(join(bin, 'nixos-option'), script, { mode: 0o755 });
    process.env['PATH'] = `${bin}:${path}`;
    const source = createCommandSource(made.host);
    const query = { text: 'services.openssh.ports', kinds: ['option'] as const, limit: 5 };
    expect((await source.search(query, signal))[0]).to.include({ score: 1 });
    expect((await source.option?.('services.openssh.ports'))?.default).to.equal('[ 22 ]');
    expect(await source.search({ ...query, text: 'open a port; rm -rf /' }, signal)).to.deep.equal(
      [],
    );
    process.env['PATH'] = path;
  });

  it('hands no word of a question to Nix as a flag', async () => {
    const bin = join(made.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    const log = join(made.folder, 'words');
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" >> ${log}\necho '{}'\n`;
    writeFileSync(join(bin, 'nix'), script, { mode: 0o755 });
    process.env['PATH'] = `${bin}:${path}`;
    const text = '--option substituters https://evil.example --file /tmp/x';
    await createCommandSource(made.host).search({ text, kinds: ['package'], limit: 5 }, signal);
    process.env['PATH'] = path;
    rmSync(join(bin, 'nix'));
    const words = readFileSync(log, 'utf8').split('\n');
    expect(words.slice(0, words.indexOf('--'))).to.deep.equal([
      '--extra-experimental-features',
      'nix-command flakes',
      'search',
      '--json',
    ]);
    expect(words.slice(words.indexOf('--')))
      .to.include('--option')
      .and.include('--file');
  });

  it('asks nix search', async function () {
    try {
      execFileSync('nix', ['--version'], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    const flake = join(made.folder, 'flake');
    mkdirSync(flake, { recursive: true });
    writeFileSync(join(flake, 'flake.nix'), stubFlake);
    const source = createCommandSource(made.host, `path:${flake}`);
    const search = (text: string) => source.search({ text, kinds: ['package'], limit: 5 }, signal);
    const [first] = await search('ripgrep');
    if (first === undefined) return this.skip();
    expect(first).to.include({ title: 'ripgrep', score: 1 });
    expect(await source.package?.('ripgrep')).to.include({
      version: '14.1.1',
      description: 'Searches text quickly',
    });
    expect((await search('text quickly')).map(({ title }) => title)).to.deep.equal(['ripgrep']);
    expect(await search('nothing-of-the-kind')).to.deep.equal([]);
  });
});

/** Two packages; nothing is fetched. */
const stubFlake = `{
  outputs = { self }: {
    packages = builtins.listToAttrs (map (system: {
      name = system;
      value =
        let
          package = name: description: {
            type = "derivation";
            inherit name;
            meta = { inherit description; };
          };
        in {
          ripgrep = package "ripgrep-14.1.1" "Searches text quickly";
          hello = package "hello-2.12" "Greets";
        };
    }) [ "x86_64-linux" "aarch64-linux" "aarch64-darwin" "x86_64-darwin" ]);
  };
}`;
