// What may become of a plugin between who signed it and the command that runs it: tampered
// archives, tampered folders, what a policy refuses, and a registry that lies.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import {
  hostileArchives,
  raw,
  record,
} from '../../core/safety/dist/archive/hostileArchives.test.js';
import { guardedMachine, name, openTar, smuggled } from './support/signedPlugin.js';

const isLong = process.env.NIXAI_TRUST === 'long';

describe('plugins under a policy that asks for signatures', function () {
  this.timeout(isLong ? 3_600_000 : 600_000);
  let machine;
  let signed;
  let older;
  let tree;
  before(async () => {
    machine = await guardedMachine();
    machine.allowSigned();
    older = await machine.sign(machine.plugin({}, { version: '0.9.0' }));
    signed = machine.tarball(await machine.sign(machine.plugin()));
  });
  after(() => machine?.remove());

  const install = (what) => machine.nixai(['plugins', 'install', what, '--yes', '--json']);
  const greet = () => machine.nixai(['greet', 'Ada']);
  const uninstall = () => machine.nixai(['plugins', 'uninstall', name]);
  const refused = ({ code, stdout, stderr }, what) => {
    expect(code, `${what}: ${stdout}${stderr}`).to.equal(5);
    expect(stdout + stderr, what).not.to.match(/^ {4}at /m);
  };
  const nothingThere = (what) =>
    expect(existsSync(join(machine.store, 'node_modules', name)), what).to.equal(false);

  it('one that is signed, with what it bundles, is installed and runs', async () => {
    const { code, stdout, stderr } = await install(signed);
    expect(code, stdout + stderr).to.equal(0);
    expect(JSON.parse(stdout).plugins[0]).to.include({ signedBy: 'acme' });
    expect((await greet()).stdout).to.equal('Hello, Ada!\n');
    tree = treeOf(join(machine.store, 'node_modules', name));
    const { plugins } = JSON.parse((await machine.nixai(['plugins', '--json'])).stdout);
    expect(plugins[0]).to.include({ signedBy: 'acme' }).and.not.to.have.property('problem');
    await uninstall();
  });

  it('a tarball that holds anything else than was signed is refused, however it is hidden', async () => {
    const tampered = Object.entries(smuggled(openTar(signed), { raw, record }, machine.mark));
    for (const [how, bytes] of tampered) {
      refused(await install(machine.file(bytes)), how);
      nothingThere(how);
    }
    await machine.nixai(['plugins']);
    expect(machine.hasRun()).to.equal(false);
  });

  it('the signed one with each hostile archive in it is refused', async () => {
    const all = Object.entries(hostileArchives());
    const entries = openTar(signed);
    for (const [what, bytes] of all.filter((_, at) => isLong || at % 6 === 0)) {
      refused(await install(machine.file(bytes)), what);
      const spliced = await install(machine.file(together(entries, bytes)));
      if (spliced.code === 0) await sameAsSigned(what);
      else refused(spliced, `signed, and ${what}`);
      nothingThere(what);
    }
  });

  it('a byte that is changed, added or moved in the tarball is refused', async () => {
    const tar = gunzipSync(readFileSync(signed));
    const content = openTar(signed).length;
    const places = Array.from({ length: isLong ? 300 : 6 }, (_, n) =>
      Math.floor(((n + 0.5) * content) / (isLong ? 300 : 6)),
    );
    for (const at of places) {
      const flipped = Buffer.from(tar);
      flipped[at] ^= 1;
      const { code, stdout } = await install(machine.file(gzipSync(flipped)));
      // What fills up the last block of a file is no part of it.
      if (code === 0) await sameAsSigned(`byte ${at}`);
      else expect(code, `byte ${at}: ${stdout}`).to.equal(5);
    }
    const moved = Buffer.concat([tar.subarray(0, content), tar.subarray(512)]);
    refused(await install(machine.file(gzipSync(moved))), 'a tar file twice');
  });

  /** It was installed: then what lies there is to the byte what was signed. */
  async function sameAsSigned(what) {
    expect(treeOf(join(machine.store, 'node_modules', name)), what).to.deep.equal(tree);
    await uninstall();
  }

  it('one that needs a package which nobody signed is refused, and says what to bundle', async () => {
    const source = machine.plugin({}, { bundleDependencies: undefined });
    rmSync(join(source, 'node_modules'), { recursive: true });
    const alone = await machine.sign(source);
    // The api comes from a registry, as it does for whoever has no policy.
    const { startRegistry } = await import('../support/registry.js');
    const { pack } = await import('../support/packed.js');
    const registry = await startRegistry();
    try {
      await registry.publish(pack('core/api', machine.folder));
      const env = { npm_config_registry: registry.url };
      const argv = ['plugins', 'install', alone, '--yes', '--json'];
      const result = await machine.nixai(argv, { env });
      refused(result, 'an api that nobody signed');
      expect(result.stdout).to.contain('bundleDependencies').and.to.contain('@nixai/api');
      nothingThere('an api that nobody signed');
    } finally {
      registry.stop();
    }
  });

  describe('once it is installed', () => {
    const place = (path = '') => join(machine.store, 'node_modules', name, path);
    beforeEach(async () => {
      rmSync(machine.store, { recursive: true, force: true });
      const { code, stdout } = await install(signed);
      expect(code, stdout).to.equal(0);
    });

    const tampering = {
      'a byte of a command is changed': () => appendFileSync(place('commands/greet.js'), '\n'),
      'a byte of its package.json is changed': () => appendFileSync(place('package.json'), '\n'),
      'a byte of what it bundles is changed': () =>
        appendFileSync(place('node_modules/@nixai/api/dist/api.js'), '\n'),
      'a file is added': () => writeFileSync(place('commands/evil.js'), machine.mark),
      'a package is added': () => put(place('node_modules/yaml/index.js'), machine.mark),
      'a file is taken away': () => rmSync(place('register.js')),
      'a file is moved': () => renameSync(place('register.js'), place('registers.js')),
      'its signature is taken away': () => rmSync(place('nixai-plugin.sig')),
      'a file is a link': () => {
        renameSync(place('register.js'), join(machine.folder, 'elsewhere.js'));
        symlinkSync(join(machine.folder, 'elsewhere.js'), place('register.js'));
      },
      'its folder is a link': () => {
        const elsewhere = join(machine.folder, 'elsewhere');
        rmSync(elsewhere, { recursive: true, force: true });
        renameSync(place(), elsewhere);
        symlinkSync(elsewhere, place());
      },
      'its scope is a link': () => {
        const elsewhere = join(machine.folder, 'scope');
        rmSync(elsewhere, { recursive: true, force: true });
        renameSync(dirname(place()), elsewhere);
        symlinkSync(elsewhere, dirname(place()));
      },
      'an older version that is signed as well is put in its place': () => {
        rmSync(place(), { recursive: true });
        cpSync(older, place(), { recursive: true });
      },
      'its entry leads elsewhere': () => {
        put(join(machine.folder, 'evil/node_modules', name, 'package.json'), '{}');
        editList((entry) => ({ ...entry, root: join(machine.folder, 'evil/package.json') }));
        cpSync(place(), join(machine.folder, 'evil/node_modules', name), { recursive: true });
        appendFileSync(
          join(machine.folder, 'evil/node_modules', name, 'commands/greet.js'),
          machine.mark,
        );
        appendFileSync(place('commands/greet.js'), machine.mark);
      },
    };
    for (const [what, tamper] of Object.entries(tampering))
      it(`it is left out where ${what}`, async () => {
        tamper();
        const greeted = await greet();
        expect(greeted.stdout, what).to.equal('');
        expect(greeted.code, what).not.to.equal(0);
        const asked = await machine.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
        expect(asked.code, asked.stderr).to.equal(0);
        expect(asked.stderr).to.contain(`plugin ${name} is left out`);
        expect((await machine.nixai(['--help'])).stdout).not.to.contain('greet');
        expect(machine.hasRun()).to.equal(false);
      });

    it('one that lies beside it, and that nobody installed, is not loaded', async () => {
      const stranger = '@acme/stranger';
      const folder = join(machine.store, 'node_modules', stranger);
      cpSync(machine.plugin(hooked(machine), { name: stranger, ...hooks }), folder, {
        recursive: true,
      });
      editList(undefined, { name: stranger, type: 'user' });
      await expectNothingOf(machine, 'evil');
      expect((await greet()).stdout, 'the signed one is used').to.equal('Hello, Ada!\n');
    });

    function editList(change = (entry) => entry, ...more) {
      const file = join(machine.store, 'package.json');
      const list = JSON.parse(readFileSync(file, 'utf8'));
      list.oclif.plugins = [...list.oclif.plugins.map(change), ...more];
      writeFileSync(file, JSON.stringify(list));
    }
  });
});

/** A plugin that leaves a mark wherever oclif would run or read something of it. */
const hooks = {
  oclif: {
    commands: './commands',
    topics: { evil: { description: 'of a stranger' } },
    hooks: {
      init: './evil.js',
      prerun: './evil.js',
      command_not_found: './evil.js',
      'nixai:register': './evil.js',
    },
  },
};
const hooked = ({ mark }) => ({
  'evil.js': `${mark}export default async () => {};`,
  'commands/evil.js': `${mark}export default class {}`,
});

/** No command that is run executes or shows anything of the plugin with that topic. */
async function expectNothingOf(machine, topic) {
  const runs = [['--help'], ['ask', '--no-ai', 'how do I enable SSH?'], ['plugins'], ['nonsense']];
  for (const argv of runs) {
    const { stdout } = await machine.nixai(argv);
    if (argv[0] === '--help') expect(stdout).not.to.contain(topic);
  }
  const typed = await machine.nixai([topic]);
  expect([typed.code, typed.stdout]).to.deep.equal([5, '']);
  expect(machine.hasRun(), 'something of it has run').to.equal(false);
}

/** The files below a folder with their bytes. */
const treeOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((path) => !statSync(join(folder, path)).isDirectory())
    .toSorted()
    .map((path) => [path, readFileSync(join(folder, path), 'base64')]);

function put(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The entries of a signed tarball, and then those of another archive. */
function together(entries, archive) {
  try {
    return gzipSync(Buffer.concat([entries, gunzipSync(archive)]));
  } catch {
    return Buffer.concat([gzipSync(entries), archive]);
  }
}

describe('what a policy refuses', function () {
  this.timeout(300_000);
  let machine;
  before(async () => {
    machine = await guardedMachine();
    const folder = machine.plugin(hooked(machine), hooks);
    // Before there was a policy.
    const { code, stdout } = await machine.nixai(['plugins', 'install', folder, '--yes', '--json']);
    expect(code, stdout).to.equal(0);
    rmSync(machine.sentinel, { force: true });
  });
  after(() => machine?.remove());

  it('was installed before: nothing of it runs, and nothing is shown of it', async () => {
    machine.allow({ scopes: ['@other'] });
    await expectNothingOf(machine, 'evil');
    const { stderr } = await machine.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(stderr).to.contain(`plugin ${name} is left out: neither its name`);
    expect(stderr).to.contain(machine.policy);
    const { plugins } = JSON.parse((await machine.nixai(['plugins', '--json'])).stdout);
    expect(plugins[0].problem).to.contain('neither its name nor its scope');
    expect(machine.hasRun()).to.equal(false);
  });

  it('is everything where the policy is broken, in one sentence with file and line', async () => {
    writeFileSync(machine.policy, 'allow:\n  scopes: ["@acme"]\n  everything: yes\n');
    await expectNothingOf(machine, 'evil');
    const asked = await machine.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(asked.code).to.equal(0);
    const said = asked.stderr.split('\n').filter((line) => line.includes('policy'));
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.contain(`${machine.policy}, line 3,`);
    const others = [['plugins'], ['plugins', 'install', '@acme/x', '--yes'], ['evil'], ['doctor']];
    for (const argv of others) {
      const { stdout, stderr } = await machine.nixai(argv);
      const shown = (stdout + stderr).replace(/\s+/g, ' ');
      expect(shown, argv.join(' ')).to.contain('line 3').and.not.to.contain('uninstall');
    }
    expect((await machine.nixai(['plugins', 'install', '@acme/x', '--yes'])).code).to.equal(5);
  });

  it('is what a link or a list calls otherwise than it is called', async () => {
    machine.noPolicy();
    const list = join(machine.store, 'package.json');
    const before = readFileSync(list, 'utf8');
    const folder = machine.plugin(hooked(machine), { ...hooks, name: '@acme/other' });
    const store = JSON.parse(before);
    store.oclif.plugins = [{ name, type: 'link', root: folder }];
    writeFileSync(list, JSON.stringify(store));
    const { stderr } = await machine.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(stderr).to.contain('is called @acme/other');
    expect(machine.hasRun()).to.equal(false);
    writeFileSync(list, before);
  });

  it('and of two that are called alike none is installed', async () => {
    machine.noPolicy();
    const [one, other] = [machine.plugin(), machine.plugin({}, { version: '2.0.0' })];
    const { code, stderr } = await machine.nixai(['plugins', 'install', one, other, '--yes']);
    expect([code, stderr]).to.satisfy(([c, s]) => c === 2 && s.includes(`called ${name}`));
  });
});
