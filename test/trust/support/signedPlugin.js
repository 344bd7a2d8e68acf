// A plugin that bundles what it runs and is signed, an administrator's nixai that asks for
// signatures, and tarballs that were tampered with.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createSigner } from '../../../core/safety/dist/index.js';
import { createHome } from '../../support/home.js';
import { installedCli, pack, root } from '../../support/packed.js';

export const name = '@acme/nixai-wiki';

/** An administrator's machine with a person on it: `allow` writes the policy. */
export async function guardedMachine(env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-guarded-'));
  const home = createHome({ npm_config_registry: 'http://127.0.0.1:3/', ...env });
  const { privateKey, publicKey } = (await createSigner()).generate('acme');
  const keyFile = home.file('nixai-key', privateKey);
  const sentinel = join(folder, 'sentinel');

  // The package as an administrator has it: only who may write it can name another folder.
  const system = join(folder, 'etc');
  mkdirSync(system);
  const modules = join(installedCli().folder, 'lib/node_modules');
  const copy = join(modules, `nixai-of-${basename(folder)}`);
  cpSync(join(modules, 'nixai'), copy, { recursive: true, verbatimSymlinks: true });
  const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  manifest.nixai.systemFolder = system;
  writeFileSync(join(copy, 'package.json'), JSON.stringify(manifest));

  const policy = join(system, 'plugins.yaml');
  const nixai = (argv, options = {}) =>
    home.nixai(argv, { bin: join(copy, 'bin/nixai.js'), ...options });
  let made = 0;

  /** A plugin's folder: the wiki plugin with the api in its own node_modules, and other files. */
  function plugin(files = {}, more = {}) {
    const into = join(folder, `plugin-${made++}`);
    cpSync(join(root, 'test/plugins/acme-wiki'), into, { recursive: true });
    cpSync(join(modules, '@nixai/api'), join(into, 'node_modules/@nixai/api'), { recursive: true });
    const written = JSON.parse(readFileSync(join(into, 'package.json'), 'utf8'));
    const all = {
      'package.json': JSON.stringify({
        ...written,
        bundleDependencies: ['@nixai/api'],
        files: [...written.files, '*.js', '*.sig'],
        ...more,
      }),
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(into, path)), { recursive: true });
      writeFileSync(join(into, path), text);
    }
    return into;
  }

  return {
    home,
    folder,
    nixai,
    plugin,
    sentinel,
    /** JavaScript that leaves a mark when it runs. */
    mark: `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(sentinel)}, 'ran');\n`,
    hasRun: () => existsSync(sentinel),
    policy,
    publicKey,
    store: join(home.path, '.local/share/nixai'),
    allow: (rules) => writeFileSync(policy, JSON.stringify({ allow: rules })),
    allowSigned: () =>
      writeFileSync(
        policy,
        JSON.stringify({
          allow: { scopes: ['@acme'], keys: { acme: publicKey }, signedOnly: true },
        }),
      ),
    noPolicy: () => rmSync(policy, { force: true }),
    async sign(source) {
      const { code, stderr } = await nixai(['plugins', 'sign', source, '--key', keyFile]);
      if (code !== 0) throw new Error(stderr);
      return source;
    },
    /** Packs a folder; returns the path of a tarball of its own. */
    tarball(source) {
      const into = join(folder, `tarball-${made++}`);
      mkdirSync(into);
      return pack(source.startsWith(root) ? source.slice(root.length) : relativeTo(source), into);
    },
    file(bytes) {
      const path = join(folder, `made-${made++}.tgz`);
      writeFileSync(path, bytes);
      return path;
    },
    remove() {
      home.remove();
      rmSync(folder, { recursive: true, force: true });
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

/** `pack` takes paths below the checkout. */
const relativeTo = (path) =>
  join(
    ...root
      .split('/')
      .filter(Boolean)
      .map(() => '..'),
    path,
  );

/** The entries of a tarball, without what ends a tar file. */
export function openTar(tarball) {
  const tar = gunzipSync(readFileSync(tarball));
  let at = 0;
  while (tar[at] !== 0) {
    const size = parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    at += 512 * (1 + Math.ceil(size / 512));
  }
  return tar.subarray(0, at);
}

const end = Buffer.alloc(1024);

/** Tarballs that hold more than a strict reader of the signed one sees, by how. */
export function smuggled(signed, { raw, record }, code) {
  const evil = { name: 'package/commands/evil.js', content: code };
  const shipped = (...entries) => gzipSync(Buffer.concat([signed, ...entries.map(raw), end]));
  const pax = (text, type = 'x') => ({ name: 'pax', type, content: text });
  const whole = gzipSync(Buffer.concat([signed, end]));
  return {
    'a file after the end': gzipSync(Buffer.concat([signed, end, raw(evil), end])),
    'a file after one block of zeros': gzipSync(
      Buffer.concat([signed, Buffer.alloc(512), raw(evil), end]),
    ),
    'a file after the end, in a gzip member of its own': Buffer.concat([
      whole,
      gzipSync(Buffer.concat([raw(evil), end])),
    ]),
    'bytes after the gzip': Buffer.concat([whole, Buffer.from('more')]),
    'zeros after the gzip': Buffer.concat([whole, Buffer.alloc(64)]),
    'a file more': shipped(evil),
    'a long name of GNU': shipped(
      { name: '././@LongLink', type: 'L', content: `${evil.name}\0` },
      { name: 'package/README.md', content: code },
    ),
    'an entry of type 7': shipped({ ...evil, type: '7' }),
    'an entry of no type': shipped({ ...evil, type: '\0' }),
    'a pax path': shipped(pax(record('path', evil.name)), { name: 'package/x', content: code }),
    'a pax size': shipped(pax(record('size', '4')), evil),
    'a global pax path': shipped(pax(record('path', evil.name), 'g'), {
      name: 'package/x',
      content: code,
    }),
    'the same file again': shipped({ name: 'package/register.js', content: code }),
    'the same file in other letters': shipped({ name: 'package/REGISTER.js', content: code }),
    'the same file in another folder': shipped({ name: 'other/register.js', content: code }),
    'the same file by a detour': shipped({ name: 'package/./register.js', content: code }),
    'a file beside the folder': shipped({ name: 'register.js', content: code }),
    'a link': shipped({ name: 'package/commands/evil.js', type: '2', link: '../register.js' }),
    'a hard link': shipped({ name: 'package/x.js', type: '1', link: 'package/register.js' }),
    'a package of a stranger': shipped({
      name: 'package/node_modules/yaml/index.js',
      content: code,
    }),
    'a package of a stranger in one that it bundles': shipped({
      name: 'package/node_modules/@nixai/api/node_modules/yaml/index.js',
      content: code,
    }),
    'a manifest of commands': shipped({ name: 'package/oclif.manifest.json', content: '{}' }),
    'a hidden manifest': shipped({ name: 'package/.oclif.manifest.json', content: '{}' }),
  };
}
