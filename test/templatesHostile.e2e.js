// What comes from strangers: archives of snippets, and repositories of templates, that were made to do harm.
// Nothing of them may be run, followed, written elsewhere or put over what is there.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const load = (path) => import(join(root, path));
const hash = (content) => createHash('sha256').update(content).digest('hex');
const done = { step: (_, work) => work(), log() {}, progress() {} };

describe('snippets that strangers made', function () {
  this.timeout(120_000);
  let box;
  beforeEach(() => (box = mkdtempSync(join(tmpdir(), 'nixai-hostile-'))));
  afterEach(() => rmSync(box, { recursive: true, force: true }));

  /** A host whose own folders lie in the box, with one snippet in it. */
  async function hostInBox() {
    const { createTestHost } = await load('core/api/dist/testing/index.js');
    const safety = await load('core/safety/dist/index.js');
    const paths = Object.fromEntries(
      ['config', 'data', 'cache', 'state', 'runtime'].map((name) => [name, join(box, 'own', name)]),
    );
    mkdirSync(join(paths.config, 'snippets'), { recursive: true });
    writeFileSync(join(paths.config, 'snippets/mine.nix'), '{ services.openssh.enable = true; }\n');
    const api = await load('core/api/dist/index.js');
    const services = new Map([
      [api.files.key, await safety.createFileService({ paths })],
      [api.archives.key, await safety.createArchiveService({ paths })],
      [api.signer.key, await safety.createSigner()],
    ]);
    const host = createTestHost({
      paths,
      otherServices: {
        service: async ({ key }) =>
          services.get(key) ?? { redact: (text) => ({ text, counts: {} }) },
      },
    });
    return { host: { ...host, paths }, paths };
  }

  const everythingIn = (folder) =>
    readdirSync(folder, { recursive: true }).map((name) => {
      const stats = lstatSync(join(folder, name));
      if (stats.isSymbolicLink()) throw new Error(`a link: ${name}`);
      return stats.isFile() ? name : `${name}/`;
    });

  /** Imports an archive as a person would; what the box holds afterwards beside nixai's own. */
  async function imported(packed) {
    const { planImport } = await load('plugins/templates/dist/snippets/share.js');
    const { host, paths } = await hostInBox();
    const file = join(box, 'archive.tar.gz');
    writeFileSync(file, packed);
    let error;
    try {
      const { plan } = await planImport(host, file, false);
      await plan.apply(done);
    } catch (thrown) {
      error = thrown;
    }
    return { error, snippets: readdirSync(join(paths.config, 'snippets')).sort() };
  }

  it('a hundred archives are refused with a reason, and leave nothing behind', async () => {
    const { hostileArchives } = await load('core/safety/dist/archive/hostileArchives.test.js');
    const all = Object.entries(hostileArchives());
    expect(all.length).to.be.at.least(60);
    const outside = existsSync('/tmp/evil');
    for (const [what, packed] of all) {
      const { error, snippets } = await imported(packed);
      expect(error?.code, `${what}: ${error?.stack}`).to.equal('archive-refused');
      expect(snippets, what).to.deep.equal(['mine.nix']);
      expect(
        everythingIn(box).filter((name) => /evil|passwd/.test(name)),
        what,
      ).to.deep.equal([]);
    }
    expect(existsSync('/tmp/evil')).to.equal(outside);
  });

  it('and names that a right list of hashes vouches for lead nowhere either', async () => {
    const { tar } = await load('core/safety/dist/archive/hostileArchives.test.js');
    const text = '{ services.nginx.enable = true; }\n';
    const packed = (files) =>
      gzipSync(
        tar(
          {
            name: 'nixai-manifest.json',
            content: JSON.stringify({
              format: 1,
              files: Object.fromEntries(files.map(([name, content]) => [name, hash(content)])),
            }),
          },
          ...files.map(([name, content]) => ({ name, content })),
        ),
      );
    const taken = await imported(packed([['good.nix', text]]));
    expect([taken.error, taken.snippets]).to.deep.equal([undefined, ['good.nix', 'mine.nix']]);
    rmSync(box, { recursive: true });
    mkdirSync(box);
    const names = [
      ...['../evil.nix', '../../config/snippets/mine.nix', '/tmp/evil.nix', 'a/../../evil.nix'],
      ...['..nix', '.nix', '-rf.nix', 'a b.nix', '$(touch evil).nix', '`evil`.nix', 'a;b.nix'],
      ...['mine.nix', 'MINE.nix', 'deep/evil.nix', 'evil.nix/evil.nix', '__proto__.nix'],
      ...['constructor.nix', 'con.nix', `${'x'.repeat(90)}.nix`, 'evil.yaml', '.git/config'],
    ];
    for (const name of names) {
      const { error, snippets } = await imported(packed([[name, text]]));
      if (error !== undefined)
        expect(error.code, `${name}: ${error.stack}`).to.equal('archive-refused');
      expect(readFileSync(join(box, 'own/config/snippets/mine.nix'), 'utf8'), name).to.contain(
        'openssh',
      );
      for (const one of snippets) expect(one, name).to.match(/^[a-z0-9][\w-]*\.nix$/i);
      const strange = everythingIn(box).filter((one) => !/^(?:own\/|archive\.tar\.gz$)/.test(one));
      expect(strange, name).to.deep.equal([]);
    }
    for (const bad of ['{ a = ; }', 'x\u0000y', '', '\u001b[2J{ }', '['.repeat(100_000)]) {
      const { snippets } = await imported(packed([['bad.nix', bad]]));
      expect(snippets, JSON.stringify(bad.slice(0, 20))).not.to.include('bad.nix');
    }
  });
});

describe('templates that strangers keep in a repository', function () {
  this.timeout(300_000);
  const yaml = 'title: Castle machine\ndescription: A machine of the castle\ntags: [castle]\n';
  const nix = '{ ... }:\n{\n  services.openssh.enable = true;\n}\n';
  let home;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/templates')]);
    expect(code, stderr).to.equal(0);
  });
  afterEach(() => home?.remove());

  it('are read, and nothing of them is run, followed or written elsewhere', async () => {
    const mark = join(home.path, 'run');
    const secret = join(home.path, 'secret.nix');
    writeFileSync(secret, '{ services.nginx.user = "from-outside"; }\n');
    const repository = join(home.path, 'house');
    const git = (argv, input) =>
      execFileSync(
        'git',
        ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@b.org', ...argv],
        {
          encoding: 'utf8',
          input,
        },
      ).trim();
    mkdirSync(repository);
    git(['init', '--quiet']);
    const blob = (text) => git(['hash-object', '-w', '--stdin'], text);
    const file = (name, text) => `100644 blob ${blob(text)}\t${name}`;
    const link = (name, to) => `120000 blob ${blob(to)}\t${name}`;
    // `mktree -z` makes trees that no `git add` would: a name with a line break, a dash in front.
    const tree = (...entries) => git(['mktree', '-z'], entries.map((one) => `${one}\0`).join(''));
    const folder = (name, id) => `040000 tree ${id}\t${name}`;
    const hostile = {
      'a link to a file outside': tree(file('x.yaml', yaml), link('x.nix', secret)),
      'links up': tree(file('x.yaml', yaml), link('x.nix', '../../../secret.nix')),
      'a device': tree(file('x.yaml', yaml), link('x.nix', '/dev/zero')),
      'a name with a dash': tree(file('-x.yaml', yaml), file('-x.nix', nix)),
      'a name with a line break': tree(file('a\nb.yaml', yaml), file('a\nb.nix', nix)),
      'a name that a shell reads': tree(file(`$(touch ${'run'}).yaml`, yaml), file('x.nix', nix)),
      'a pattern without end': tree(
        file('x.yaml', `${yaml}variables:\n  - name: a\n    type: string\n    pattern: "(a+)+$"\n`),
        file('x.nix', '{ networking.hostName = "@a@"; }\n'),
      ),
      'names of what every object has': tree(
        file('x.yaml', `${yaml}__proto__: { polluted: true }\nconstructor: { a: 1 }\n`),
        file('x.nix', nix),
      ),
      'a YAML tag': tree(
        file('x.yaml', `${yaml}evil: !!js/function "function(){}"\n`),
        file('x.nix', nix),
      ),
      'control characters': tree(
        file('x.yaml', 'title: "\\e[2J\\e]0;x\\a"\ndescription: "\\u202Ex"\n'),
        file('x.nix', nix),
      ),
      'seventeen megabytes': tree(
        file('x.yaml', `${yaml}# ${'x'.repeat(17 << 20)}\n`),
        file('x.nix', nix),
      ),
      'a deep text': tree(file('x.yaml', yaml), file('x.nix', `${'['.repeat(50_000)}`)),
    };
    const attributes = [
      file('.gitattributes', '* filter=evil diff=evil merge=evil\n'),
      file('.gitmodules', `[submodule "e"]\n\tpath = e\n\turl = ext::sh -c touch% ${mark}\n`),
      `160000 commit ${'1'.repeat(40)}\te`,
      file('flake.nix', `builtins.exec [ "touch" "${mark}" ]\n`),
    ];
    git(['config', 'filter.evil.smudge', `touch ${mark}`]);
    git(['config', 'uploadpack.packObjectsHook', `touch ${mark}`]);
    for (const [what, templates] of Object.entries(hostile)) {
      const whole = tree(...attributes, folder('templates', templates));
      git(['update-ref', 'HEAD', git(['commit-tree', whole, '-m', what])]);
      const argv = ['templates', 'add', `git+file://${repository}`, '--yes', '--json'];
      const { code, stdout, stderr } = await home.nixai(argv);
      expect(code, `${what}: ${stderr}`).to.be.oneOf([0, 1, 2, 5]);
      expect(existsSync(mark), `${what} was run`).to.equal(false);
      expect(stdout, what).not.to.contain('from-outside');
      const shown = await home.nixai(['templates', 'search', 'castle']);
      // eslint-disable-next-line no-control-regex
      expect(shown.stdout, what).not.to.match(/\u001b\[2J|\u001b\]0|\u202e/);
      expect(readFileSync(secret, 'utf8'), what).to.contain('from-outside');
    }
  });
});
