// What `nixai flake` makes of faults that are sown, of flakes as they are, and of real locks.
//   npm run bench -- flake [--flakes=DIR] [--seed=1]
// DIR is a folder of repositories with a flake.nix; without it only the sown faults are tried.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createHome } from '../test/support/home.js';
import { root } from '../test/support/packed.js';
import { forgotten, kinds } from './flake/kinds.js';

const dist = (path) => import(join(import.meta.dirname, '../plugins/flake/dist', path));
const system = 'x86_64-linux';
const features = ['--extra-experimental-features', 'nix-command flakes'];

export default async function flake(argv) {
  const given = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
  await sown();
  const folder = given('flakes');
  if (folder === undefined) return;
  await asTheyAre(folder);
  await locks(folder);
  await beside(folder);
}

/** Each kind in five files of different make; mended is what is found, changed, and not found again. */
async function sown() {
  const { mend } = await dist('fix/mend.js');
  const { readFlake, noFiles } = await dist('read/flake.js');
  let right = 0;
  let all = 0;
  let twice = 0;
  const wrong = [];
  const { withSemicolons } = await dist('fix/semicolons.js');
  for (const [at, sample] of forgotten.entries()) {
    all++;
    const { text, left } = withSemicolons(sample);
    if (left === undefined && parses(text)) right++;
    else wrong.push(`  syntax ${at + 1}: not mended`);
    if (withSemicolons(text).text === text) twice++;
  }
  for (const [rule, { files = {}, tracked, told = false, samples }] of Object.entries(kinds)) {
    const beside = {
      ...noFiles,
      text: (path) => files[path],
      exists: (path) => Object.hasOwn(files, path),
      isTracked: (path) => tracked?.includes(path),
    };
    const read = (text) => readFlake(text, { files: beside, system });
    for (const [at, sample] of samples.entries()) {
      all++;
      const once = mend(sample, read);
      const found = [...once.mended, ...once.left].some((one) => one.rule.id === rule);
      const left = once.left.some((one) => one.rule.id === rule);
      // What a person has to do is told with the line to type.
      const isRight =
        found && (told ? once.left.some((one) => one.hint) : !left) && parses(once.text);
      if (isRight) right++;
      else wrong.push(`  ${rule} ${at + 1}: ${found ? 'not mended' : 'not found'}`);
      if (mend(once.text, read).text === once.text) twice++;
    }
  }
  console.log(
    `sown          ${right} of ${all} (${((100 * right) / all).toFixed(1)} %), ${Object.keys(kinds).length + 1} kinds; ${twice} the same when mended again`,
  );
  if (wrong.length > 0) console.log(wrong.join('\n'));
}

function parses(text) {
  try {
    execFileSync('nix-instantiate', ['--parse', '-'], {
      input: text,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    return true;
  } catch {
    return false;
  }
}

const flakesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => /(?:^|\/)flake\.nix$/.test(path))
    .sort();

async function asTheyAre(folder) {
  const { mend } = await dist('fix/mend.js');
  const { readFlake } = await dist('read/flake.js');
  const { readFolder } = await dist('read/folder.js');
  let all = 0;
  const changed = [];
  for (const path of flakesIn(folder)) {
    const { text, lock, files } = readFolder(join(folder, path));
    const read = (one) => readFlake(one, { lock, files, system });
    if (read(text) === undefined) continue;
    all++;
    const { mended } = mend(text, read);
    if (mended.length > 0)
      changed.push(`  ${path}: ${[...new Set(mended.map((one) => one.rule.id))].join(', ')}`);
  }
  console.log(`as they are   ${all - changed.length} of ${all} are left as they are`);
  if (changed.length > 0) console.log(changed.join('\n'));
}

/** What we say of a lock, beside what its JSON says by a few plain lines. */
async function locks(folder) {
  const { readLock, reached } = await import('@nixai/machine/lock');
  const { ageOf, duplicatesIn } = await dist('lock/facts.js');
  let all = 0;
  const wrong = [];
  const now = new Date();
  for (const path of flakesIn(folder)) {
    const file = join(folder, path.replace(/flake\.nix$/, 'flake.lock'));
    if (!existsSync(file)) continue;
    const document = JSON.parse(readFileSync(file, 'utf8'));
    const lock = readLock(JSON.stringify(document));
    if (lock === undefined || document.version > 7) continue;
    all++;
    const names = Object.keys(document.nodes);
    const ages = names.filter((name) => {
      const seconds = document.nodes[name].locked?.lastModified;
      const days =
        seconds === undefined
          ? undefined
          : Math.max(0, Math.floor((now / 1000 - seconds) / 86_400));
      return ageOf(lock.nodes.get(name)?.locked, now) !== days;
    });
    const seen = walked(document);
    const ours = new Set(reached(lock).keys());
    const isSame = seen.size === ours.size && [...seen].every((name) => ours.has(name));
    const copies = new Map();
    for (const name of seen) {
      const { locked, flake } = document.nodes[name];
      if (name === document.root || flake === false || locked?.owner === undefined) continue;
      const key = `${locked.type}:${locked.owner}/${locked.repo}${locked.dir ?? ''}`.toLowerCase();
      copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    const double = [...copies.values()].filter((count) => count > 1).length;
    const ourDouble = duplicatesIn(lock).filter(({ repository }) =>
      /^(?:github|gitlab|sourcehut):/.test(repository),
    ).length;
    if (ages.length > 0 || !isSame || lock.nodes.size !== names.length || double !== ourDouble)
      wrong.push(
        `  ${path}: ages ${ages.length}, reached ${seen.size}/${ours.size}, copies ${double}/${ourDouble}`,
      );
  }
  console.log(
    `locks         ${all - wrong.length} of ${all} say the same: nodes, ages, what is reached, copies`,
  );
  if (wrong.length > 0) console.log(wrong.join('\n'));
}

function walked({ nodes, root }) {
  const seen = new Set([root]);
  for (const name of seen)
    for (const target of Object.values(nodes[name]?.inputs ?? {}))
      if (typeof target === 'string' && nodes[target] !== undefined) seen.add(target);
  return seen;
}

/** What `flake explain` says of inputs, beside `nix flake metadata` of the same two files. */
async function beside(folder) {
  const home = createHome({ NIXAI_OFFLINE: '1' });
  let all = 0;
  let refused = 0;
  const wrong = [];
  try {
    await home.nixai(['plugins', 'link', join(root, 'plugins/flake')]);
    for (const path of flakesIn(folder)) {
      const at = join(folder, dirname(path));
      if (!existsSync(join(at, 'flake.lock'))) continue;
      const metadata = metadataOf(at);
      if (metadata === undefined) {
        refused++;
        continue;
      }
      all++;
      const { stdout } = await home.nixai(['flake', 'explain', at, '--json']);
      const faults = differences(JSON.parse(stdout), metadata);
      if (faults.length > 0) wrong.push(`  ${path}: ${faults.join(', ')}`);
    }
  } finally {
    home.remove();
  }
  console.log(
    `nix metadata  ${all - wrong.length} of ${all} say the same: inputs, revisions, ages, follows (Nix refuses ${refused} others)`,
  );
  if (wrong.length > 0) console.log(wrong.join('\n'));
}

/** Nix is given the two files alone: with a lock that is whole it fetches nothing. */
function metadataOf(at) {
  const copy = mkdtempSync(join(tmpdir(), 'nixai-metadata-'));
  try {
    for (const name of ['flake.nix', 'flake.lock'])
      writeFileSync(join(copy, name), readFileSync(join(at, name)));
    const told = spawnSync(
      'nix',
      [
        ...features,
        'flake',
        'metadata',
        '--json',
        '--offline',
        '--no-update-lock-file',
        `path:${copy}`,
      ],
      { encoding: 'utf8', timeout: 60_000, maxBuffer: 1e8 },
    );
    return told.status === 0 ? JSON.parse(told.stdout) : undefined;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function differences(ours, { locks: { nodes, root: top } }) {
  const found = [];
  const inputs = nodes[top].inputs ?? {};
  const names = (list) => [...list].sort().join(' ');
  const own = ours.inputs.filter(({ name }) => inputs[name] !== undefined);
  if (names(own.map(({ name }) => name)) !== names(Object.keys(inputs))) found.push('inputs');
  if (ours.lock.nodes !== Object.keys(nodes).length - 1) found.push('nodes');
  for (const { name, locked, isFlake, follows } of own) {
    // `follows` of an input of the flake itself leads to a node that is told where it is.
    if (Array.isArray(inputs[name])) continue;
    const node = nodes[inputs[name]];
    if (locked?.rev !== node.locked?.rev) found.push(`${name}: rev`);
    const seconds = node.locked?.lastModified;
    const days =
      seconds === undefined
        ? undefined
        : Math.max(0, Math.floor((Date.now() / 1000 - seconds) / 86_400));
    if (locked?.days !== days) found.push(`${name}: ${locked?.days} days for ${days}`);
    if (isFlake !== (node.flake ?? true)) found.push(`${name}: flake`);
    for (const { input, target } of follows) {
      const leads = node.inputs?.[input];
      if (leads !== undefined && names([leads].flat()) !== names(target.split('/')))
        found.push(`${name}/${input}: ${target} for ${leads}`);
    }
  }
  return found;
}
