// What `nixai devenv` writes, finds and proposes.
//   npm run bench -- devenv [--devenv=DIR] [--library=DIR] [--seed=1]
// DIR are checkouts of cachix/devenv and nix-community/nixpkgs.lib. With them every file is evaluated
// under devenv's own modules, its examples are checked, and faults are sown into these.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = (path) => import(join(root, 'plugins/devenv/dist', path));

export default async function devenv(argv) {
  const given = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  try {
    const host = await benchHost();
    await suggestions();
    const written = await combinations(host, folder);
    const checkout = given('devenv');
    const library = given('library');
    if (checkout !== undefined && library !== undefined)
      evaluate(written, { folder, checkout, library });
    else console.log('evaluated     nothing: --devenv and --library say where copies are');
    if (checkout !== undefined) await examples(host, checkout, folder, Number(given('seed') ?? 1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The services that the plugin asks for, as the program gives them. */
async function benchHost() {
  const { createTestHost } = await import('@nixai/api/testing');
  const { checker, docs } = await import('@nixai/api');
  const { createChecker } = await import(join(root, 'core/check/dist/index.js'));
  const { catalogOfEntries } = await import(join(root, 'core/docs/dist/catalogOfEntries.js'));
  const host = createTestHost({
    services: [[docs, { namesOf: async (list) => catalogOfEntries(list) }]],
  });
  host.provide(checker, () => createChecker(host));
  const { default: register } = await dist('register.js');
  await register({ host, origin: 'bench' });
  return host;
}

async function suggestions() {
  const { suggest } = await dist('suggest/suggest.js');
  const { services } = await dist('services/services.js');
  const { allTemplates } = await dist('templates/find.js');
  const templates = await allTemplates(await benchHost());
  const lines = readFileSync(join(root, 'bench/devenv/phrases.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const wrong = lines.flatMap((line) => {
    const [meant, text] = line.split(' | ');
    const [first] = suggest(text, templates, services);
    const got = [first?.template, first?.framework].filter(Boolean).join('/');
    const [language] = meant.split('/');
    const right = meant.includes('/') ? got === meant : got.split('/')[0] === language;
    return right ? [] : [`  ${text}: ${got || 'nothing'}, not ${meant}`];
  });
  console.log(`suggest       ${share(lines.length - wrong.length, lines.length)} first`);
  if (wrong.length > 0) console.log(wrong.join('\n'));
}

/** Every template, with every framework, without and with sets of services, and each choice once. */
async function combinations(host, folder) {
  const { allTemplates } = await dist('templates/find.js');
  const { environmentOf } = await dist('create/environmentOf.js');
  const { filesOf } = await dist('create/prepare.js');
  const { services } = await dist('services/services.js');
  const sets = [
    [],
    ['postgres'],
    ['postgres', 'redis'],
    ['mysql', 'mongodb'],
    services.map((one) => one.name),
  ];
  const written = [];
  for (const template of await allTemplates(host))
    for (const framework of [undefined, ...template.frameworks.map((one) => one.name)])
      for (const [at, chosen] of sets.entries())
        for (const values of valuesOf(template, at)) {
          const answers = { name: 'my-shop', framework, services: chosen, values };
          const { nix } = await filesOf(host, environmentOf(template, answers));
          const file = join(folder, `${written.length}.nix`);
          writeFileSync(file, nix);
          written.push({ file, nix, template: template.name, chosen });
        }
  console.log(`combinations  ${written.length} parse and pass our own check`);
  return written;
}

/** A version of each language that takes any. */
const versions = { golang: '1.24.1', ruby: '3.4.1', zig: '0.15.1' };

/** The defaults; with the first set of services each other choice of each option too. */
function valuesOf({ name: template, options }, at) {
  const usual = Object.fromEntries(options.map((one) => [one.name, one.default]));
  if (at !== 0) return [usual];
  const others = options.flatMap((one) =>
    (one.choices ?? [versions[template]])
      .filter((value) => value !== one.default)
      .map((value) => ({ ...usual, [one.name]: value })),
  );
  return [usual, ...others];
}

function evaluate(written, { folder, checkout, library }) {
  const modules = readdirSync(join(checkout, 'src/modules'), { recursive: true })
    .filter((file) => file.endsWith('.nix'))
    .map((file) => readFileSync(join(checkout, 'src/modules', file), 'utf8'));
  const texts = [...modules, ...written.map(({ nix }) => nix)];
  const known = texts.flatMap((text) =>
    [...text.matchAll(/\bpkgs\.([A-Za-z_][\w'-]*)/g)].map(([, name]) => name),
  );
  // Named by the modules below `with pkgs`.
  known.push(
    'composer',
    'clang-tools',
    'git',
    'python3',
    'nodejs',
    'erlang-ls',
    'valgrind',
    'gdb',
    'ruby',
    'hpack',
    'stack',
    'cabal-install',
    'haskell-language-server',
  );
  const names = [...new Set(known)].filter(
    (name) => !['lib', 'stdenv', 'system', 'formats'].includes(name),
  );
  const list = join(folder, 'all.json');
  const given = `library = ${library}; devenv = ${checkout}; inherit (all) names;`;
  const evaluator = join(root, 'bench/devenv/evaluate.nix');
  const expression = `let all = builtins.fromJSON (builtins.readFile ${list}); in import ${evaluator} { ${given} files = map (file: /. + file) all.files; }`;
  /** What Nix makes of some files; undefined where it stops at one of them. */
  function results(part) {
    writeFileSync(list, JSON.stringify({ names, files: part.map(({ file }) => file) }));
    const words = ['--eval', '--strict', '--json', '-E', expression];
    const { status, stdout, stderr } = spawnSync('nix-instantiate', words, { encoding: 'utf8' });
    const why = /error: .*/.exec(stderr)?.[0];
    return status === 0 ? { values: JSON.parse(stdout) } : { why };
  }
  let right = 0;
  const failed = [];
  const count = (one, { services }) => {
    if (one.chosen.every((name) => services.includes(name))) right++;
    else failed.push(`  ${one.template}: not all of ${one.chosen.join(', ')}`);
  };
  for (let at = 0; at < written.length; at += 40) {
    const part = written.slice(at, at + 40);
    const { values } = results(part);
    if (values !== undefined) part.forEach((one, index) => count(one, values[index]));
    else
      for (const one of part) {
        const alone = results([one]);
        if (alone.values === undefined)
          failed.push(`  ${one.template} ${one.chosen}: ${alone.why}`);
        else count(one, alone.values[0]);
      }
  }
  console.log(`evaluated     ${share(right, written.length)} under devenv's own modules`);
  if (failed.length > 0) console.log([...new Set(failed)].slice(0, 20).join('\n'));
}

/** Devenv's examples as they are, and each with a fault sown into it. */
async function examples(host, checkout, folder, seed) {
  const { checkFolder } = await dist('check/checkFolder.js');
  const { settingsOf } = await dist('check/settings.js');
  const names = readdirSync(join(checkout, 'examples')).filter((name) =>
    existsSync(join(checkout, 'examples', name, 'devenv.nix')),
  );
  const alarms = [];
  const loud = ({ severity }) => severity !== 'note';
  for (const name of names) {
    const { findings } = await checkFolder(host, join(checkout, 'examples', name));
    for (const one of findings.filter(loud)) alarms.push(`  ${name}:${one.line} ${one.message}`);
  }
  console.log(`examples      ${names.length}, false alarms ${alarms.length}`);
  if (alarms.length > 0) console.log(alarms.join('\n'));
  const random = generator(seed);
  const missed = [];
  let sown = 0;
  for (const name of names) {
    const source = readFileSync(join(checkout, 'examples', name, 'devenv.nix'), 'utf8');
    for (const [kind, changed] of faults(source, settingsOf(source), random)) {
      const work = join(folder, `${name}-${kind}`);
      cpSync(join(checkout, 'examples', name), work, { recursive: true, verbatimSymlinks: true });
      writeFileSync(join(work, 'devenv.nix'), changed);
      const { findings } = await checkFolder(host, work);
      sown++;
      if (!findings.some(loud)) missed.push(`  ${name}: ${kind}`);
    }
  }
  console.log(`faults        ${share(sown - missed.length, sown)} told`);
  if (missed.length > 0) console.log(missed.join('\n'));
}

/** A slip of the pen in a name, a string for a boolean, an old name, an input that is not there. */
function* faults(source, settings, random) {
  const plain = settings.filter(
    ({ path, value }) => /^(languages|services)\./.test(path) && value === 'true',
  );
  const lines = source.split('\n');
  const at = plain[Math.floor(random() * plain.length)];
  if (at !== undefined && /enable = true;/.test(lines[at.line - 1])) {
    const change = (from, to) =>
      lines
        .map((line, index) => (index === at.line - 1 ? line.replace(from, to) : line))
        .join('\n');
    yield ['slip', change('enable =', 'enabel =')];
    yield ['type', change('= true', '= "yes"')];
  }
  const set = /\n\}\s*$/.exec(source);
  if (set === null) return;
  const add = (line) => `${source.slice(0, set.index)}\n  ${line}\n}\n`;
  const old = ['pre-commit.hooks.shellcheck.enable = true;', 'redis.enable = true;'][
    Math.floor(random() * 2)
  ];
  yield ['old', add(old)];
  if (!source.includes('rust')) yield ['input', add('languages.rust.channel = "nightly";')];
}

function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const share = (part, whole) =>
  `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
