// Where templates come from: a folder of one's own, a git repository, GitHub (a server that answers as
// it does), and all that a repository could do to who fetches it.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/templates');
const yaml = 'title: Castle machine\ndescription: A machine of the castle\ntags: [castle]\n';
const nix = '{ ... }:\n{\n  services.openssh.enable = true;\n}\n';

describe('where templates come from', function () {
  this.timeout(60_000);
  let home;
  let repository;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    repository = join(home.path, 'house');
    git('init', '--quiet', repository);
    commit({ 'templates/house.yaml': yaml, 'templates/house.nix': nix });
  });
  afterEach(() => home?.remove());

  const git = (...argv) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...argv], {
      encoding: 'utf8',
    }).trim();
  function commit(files) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, name)), { recursive: true });
      writeFileSync(join(repository, name), text);
    }
    git('-C', repository, 'add', '-A');
    git('-C', repository, 'commit', '--quiet', '-m', 'x');
    return git('-C', repository, 'rev-parse', 'HEAD');
  }
  async function json(...argv) {
    const { code, stdout, stderr } = await home.nixai(['templates', ...argv, '--json']);
    return { ...JSON.parse(stdout), code, stderr };
  }
  const address = () => `git+file://${repository}`;

  it('a git repository is pinned, kept offline, renewed and taken back', async () => {
    const dry = await json('add', address(), '--dry-run');
    expect([dry.written, dry.templates.map(({ id }) => id)]).to.deep.equal([false, ['house']]);
    expect((await json('search', 'castle')).code).to.equal(1);
    const { pack, revision, undo } = await json('add', address(), '--yes');
    expect(revision).to.equal(git('-C', repository, 'rev-parse', 'HEAD'));
    expect((await json('show', `${pack}/house`)).nix).to.equal(nix);
    expect((await json('add', address(), '--yes')).written, 'the same revision').to.equal(false);
    commit({ 'templates/house.nix': nix.replace('enable', 'openFirewall') });
    const later = await json('add', address(), '--yes');
    expect([later.written, later.revision === revision]).to.deep.equal([true, false]);
    const back = await json('add', `${address()}@${revision}`, '--yes');
    expect([back.revision, back.written]).to.deep.equal([revision, true]);
    await home.nixai(['undo', back.undo, '--yes']);
    await home.nixai(['undo', later.undo, '--yes']);
    await home.nixai(['undo', undo, '--yes']);
    expect((await json('search', 'castle')).code, 'taken back').to.equal(1);
  });

  it('nothing of a repository is run, followed or written elsewhere', async () => {
    const mark = join(home.path, 'run');
    symlinkSync('/etc/passwd', join(repository, 'templates/passwd.nix'));
    commit({
      'templates/passwd.yaml': yaml,
      'templates/evil.yaml': `${yaml}variables:\n  - name: x\n    pattern: "(a+)+$"\n`,
      'templates/evil.nix': '{ x = @x@; }\n',
      'templates/bomb.yaml':
        'a: &a [x,x,x,x,x,x,x,x]\nb: [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\ntitle: b\n',
      'templates/bomb.nix': nix,
      'templates/broken.yaml': yaml,
      'templates/broken.nix': '{ a = ; }\n',
      '.gitattributes': '* filter=evil\n',
      'flake.nix': `builtins.exec [ "touch" "${mark}" ]\n`,
      '.githooks/post-checkout': `#!/bin/sh\ntouch ${mark}\n`,
    });
    git('-C', repository, 'config', 'filter.evil.smudge', `touch ${mark}`);
    const { templates, left } = await json('add', address(), '--yes');
    expect(templates.map(({ id }) => id)).to.deep.equal(['house']);
    expect(left.map(({ file }) => file)).to.have.members([
      'templates/evil.yaml',
      'templates/bomb.yaml',
      'templates/broken.yaml',
    ]);
    expect(existsSync(mark)).to.equal(false);
  });

  it('a place without templates, one that is not there, and one that is no place', async () => {
    git('-C', repository, 'rm', '--quiet', '-r', 'templates');
    commit({ 'configuration.nix': nix });
    expect((await json('add', address(), '--yes')).error.code).to.equal('source-empty');
    const none = await json('add', `git+file://${home.path}/nowhere`, '--yes');
    expect([none.error.code, none.code]).to.deep.equal(['source-unreachable', 1]);
    for (const bad of ['house', 'github:a', 'git+ext::sh -c x', 'https://example.org/x'])
      expect((await json('add', bad, '--yes')).error.code, bad).to.equal('usage');
    expect((await json('add', 'git+https://example.org/x', '--yes')).error.code).to.equal(
      'offline',
    );
  });

  it('one’s own folder: what is wrong with a file is said, and the others are there', async () => {
    const own = join(home.path, '.config/nixai/templates');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'desk.yaml'), yaml);
    writeFileSync(join(own, 'desk.nix'), nix);
    writeFileSync(join(own, 'odd.yaml'), 'kind: palace\n');
    writeFileSync(join(own, 'odd.nix'), nix);
    writeFileSync(join(own, 'alone.yaml'), yaml);
    const { templates, stderr } = await json('search', 'castle');
    expect(templates.map(({ pack, id }) => `${pack}/${id}`)).to.deep.equal(['own/desk']);
    expect(stderr).to.contain('kind has to be one of').and.to.contain('it has no alone.nix');
  });

  describe('GitHub', () => {
    let server;
    const revision = 'a'.repeat(40);
    let asked = [];
    before(async () => {
      server = createServer((request, response) => {
        asked.push(request.url);
        if (request.url.startsWith('/search/')) {
          response.setHeader('content-type', 'application/json');
          const items = [
            { full_name: 'acme/nixos', description: 'Machines \u001b[31m', license: null },
            { full_name: 'acme/other', license: { spdx_id: 'MIT' }, stargazers_count: 3 },
          ];
          response.end(JSON.stringify({ items }));
        } else if (request.url === '/repos/acme/nixos/commits/v2') response.end(revision);
        else if (request.url === `/repos/acme/nixos/tarball/${revision}`) {
          const top = `acme-nixos-${revision.slice(0, 7)}/`;
          response.end(
            execFileSync('git', [
              '-C',
              repository,
              'archive',
              '--format=tar.gz',
              `--prefix=${top}`,
              'HEAD',
            ]),
          );
        } else {
          response.statusCode = 404;
          response.end('{"message":"Not Found"}');
        }
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(() => server.close());
    beforeEach(async () => {
      asked = [];
      home.env.NIXAI_OFFLINE = '0';
      const url = `http://127.0.0.1:${server.address().port}`;
      const { code, stderr } = await home.nixai(['config', 'set', 'templates.github_url', url]);
      expect(code, stderr).to.equal(0);
    });

    it('is searched when that is asked for, with licence and age', async () => {
      expect((await json('search', 'laptop')).github).to.equal(undefined);
      expect(asked).to.deep.equal([]);
      const { github } = await json('search', 'laptop', '--github');
      expect(github.map(({ name, license }) => [name, license])).to.deep.equal([
        ['acme/nixos', undefined],
        ['acme/other', 'MIT'],
      ]);
      const shown = await home.nixai(['templates', 'search', 'laptop', '--github']);
      expect(shown.stdout).to.contain('acme/nixos').and.not.to.contain('\u001b[31m');
    });

    it('gives a revision that is pinned, once', async () => {
      const added = await json('add', 'github:acme/nixos@v2', '--yes');
      expect([added.revision, added.pack, added.written]).to.deep.equal([
        revision,
        'acme-nixos',
        true,
      ]);
      await home.nixai(['templates', 'add', 'github:acme/nixos@v2', '--yes']);
      expect(asked.filter((url) => url.includes('tarball'))).to.have.length(1);
      expect((await json('show', 'acme-nixos/house')).nix).to.equal(nix);
      const record = join(home.path, '.local/share/nixai/templates/acme-nixos/.source.json');
      expect(JSON.parse(readFileSync(record, 'utf8'))).to.include({ revision, asked: 'v2' });
      const none = await json('add', 'github:acme/gone', '--yes');
      expect([none.error.code, none.error.why]).to.deep.equal([
        'source-unreachable',
        'GitHub answers 404 for HEAD',
      ]);
    });
  });
});
