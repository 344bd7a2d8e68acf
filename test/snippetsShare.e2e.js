// Snippets that go from one person to another: packed with hashes and a signature, checked, never put
// over what is there; and archives that somebody has meddled with.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

describe('snippets that are shared', function () {
  this.timeout(60_000);
  let home;
  let archive;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    archive = join(home.path, 'web.tar.gz');
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/templates')]);
    expect(code, stderr).to.equal(0);
    home.file(
      'configuration.nix',
      `{ config, pkgs, ... }:
let
  domain = "a.example.org";
  port = 8080;
in
{
  services.nginx = {
    enable = true;
    virtualHosts.\${domain}.locations."/".proxyPass = "http://127.0.0.1:\${toString port}";
    virtualHosts."b".root = "/srv/\${domain}"; # by name
    package = pkgs.nginxMainline;
  };
  services.openssh.enable = true;
}
`,
    );
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home.path, 'key')]);
  });
  afterEach(() => home?.remove());

  async function json(...argv) {
    const { code, stdout } = await home.nixai(['snippets', ...argv, '--json']);
    return { ...JSON.parse(stdout), code };
  }
  function allow(name) {
    const [kind, key] = readFileSync(join(home.path, 'key.pub'), 'utf8').split(' ');
    mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
    home.file('.config/nixai/allowed_signers', `${name} ${kind} ${key}\n`);
  }

  it('are taken out of a file with what its names stand for', async () => {
    const argv = ['add', 'web', 'configuration.nix', '--select', 'services.nginx', '--yes'];
    const { nix } = await json(...argv);
    expect(nix).to.contain('package = pkgs.nginxMainline;').and.to.contain('a.example.org');
    expect(nix).not.to.match(/openssh|let\b/);
    const none = await json('add', 'x', 'configuration.nix', '--select', 'services.mysql', '--yes');
    expect([none.error.code, none.code]).to.deep.equal(['snippet-unfit', 2]);
  });

  it('are packed, signed, checked and taken over, and never put over what is there', async () => {
    home.file('tls.nix', '{ services.nginx.recommendedTlsSettings = true; }\n');
    await json('add', 'tls', 'tls.nix', '--tags', 'web', '--yes');
    await json('add', 'other', 'tls.nix', '--yes');
    const { names, signed } = await json(
      ...['export', '--tag', 'web', '--format', 'tar.gz', '--output', archive, '--key', 'key'],
      '--yes',
    );
    expect([names, signed]).to.deep.equal([['tls'], true]);
    await json('remove', 'tls', '--yes');
    const stranger = await json('import', archive, '--verify-signatures', '--yes');
    expect([stranger.error.code, stranger.code]).to.deep.equal(['signature-bad', 5]);
    allow('ada');
    const { signature, snippets, undo } = await json(
      'import',
      archive,
      '--verify-signatures',
      '--yes',
    );
    expect([signature.outcome, signature.signer, snippets[0].state]).to.deep.equal([
      'good',
      'ada',
      'new',
    ]);
    expect((await json('show', 'tls')).tags).to.deep.equal(['web']);
    expect((await json('import', archive, '--yes')).snippets[0].state).to.equal('same');
    await home.nixai(['snippets', 'edit', 'tls'], { env: { EDITOR: 'sed -i s/true/false/' } });
    const again = await json('import', archive, '--yes');
    expect([again.snippets[0].state, again.written]).to.deep.equal(['other', false]);
    expect((await json('show', 'tls')).nix).to.contain('false');
    await json('remove', 'tls', '--yes');
    await home.nixai(['undo', undo, '--yes']);
    expect((await json('show', 'tls')).error.code).to.equal('snippet-unknown');
  });

  it('are edited, and what is no Nix is not kept', async () => {
    home.file('tls.nix', '{ a = true; }\n');
    await json('add', 'tls', 'tls.nix', '--yes');
    const bad = await home.nixai(['snippets', 'edit', 'tls', '--json'], {
      env: { EDITOR: 'sed -i s/true/;/' },
    });
    expect([JSON.parse(bad.stdout).error.code, bad.code]).to.deep.equal(['snippet-unfit', 2]);
    expect((await json('show', 'tls')).nix).to.equal('{ a = true; }\n');
    expect((await json('edit', 'tls')).error.code, 'nobody types').to.equal('not-interactive');
  });

  it('are refused where somebody has meddled with them', async () => {
    home.file('tls.nix', '{ a.b.c = "plain"; }\n');
    await json('add', 'tls', 'tls.nix', '--yes');
    await json('export', '--output', archive, '--key', 'key', '--yes');
    await json('remove', 'tls', '--yes');
    allow('ada');
    const bytes = readFileSync(archive);
    const swapped = gzipSync(
      Buffer.from(gunzipSync(bytes).toString('latin1').replace('plain', 'evil!'), 'latin1'),
    );
    writeFileSync(archive, swapped);
    const refused = await json('import', archive, '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['signature-bad', 5]);
    writeFileSync(join(home.path, 'unsigned.tar.gz'), swapped);
    const hash = await json('import', join(home.path, 'unsigned.tar.gz'), '--yes');
    expect([hash.error.code, hash.code]).to.deep.equal(['archive-refused', 5]);
    writeFileSync(join(home.path, 'unsigned.tar.gz'), bytes);
    const unsigned = await json(
      'import',
      join(home.path, 'unsigned.tar.gz'),
      '--verify-signatures',
      '--yes',
    );
    expect([unsigned.error.code, unsigned.code]).to.deep.equal(['signature-missing', 5]);
    for (const part of [bytes.subarray(0, 40), Buffer.from('x'), Buffer.alloc(0)]) {
      writeFileSync(join(home.path, 'cut.tar.gz'), part);
      expect((await json('import', join(home.path, 'cut.tar.gz'), '--yes')).code).to.equal(5);
    }
    const pipe = join(home.path, 'pipe.tar.gz');
    execFileSync('mkfifo', [pipe]);
    expect((await json('import', pipe, '--yes')).code, 'nobody writes into it').to.equal(5);
    const outside = join(home.path, 'outside.tar.gz');
    mkdirSync(join(home.path, 'x/y'), { recursive: true });
    home.file('evil.nix', '{ a = 1; }\n');
    execFileSync('tar', ['-czPf', outside, '-C', join(home.path, 'x/y'), '../../evil.nix']);
    expect((await json('import', outside, '--yes')).error.code).to.equal('archive-refused');
    expect(existsSync(join(home.path, '.config/nixai/snippets/tls.nix'))).to.equal(false);
  });
});
