// How right the derivations of package-repo are on real packages, beside nixpkgs' own answers and the
// rules of nix-init. The repositories are not here: NIXAI_PACKAGES names a folder with a checkout of
// each (OWNER+REPO, at the tag of bench/package/rows.jsonl); rows without one are left out, and counted.
//   NIXAI_PACKAGES=DIR npm run bench -- package [--rows=FILE.jsonl] [--alone] [--full] [--only=WORD]
// --alone leaves rows.jsonl out. second.jsonl to ninth.jsonl are sets that were collected
// later, each before anybody had looked at how it is answered; beyond.json says of single inputs of
// nixpkgs and licences why no reading of the project can give them: the whole figure stands first, the
// one without them after it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nixInit } from './package/nixInit.js';

const root = join(import.meta.dirname, '..');
const plugin = join(root, 'plugins/package-repo/dist');

const beyond = JSON.parse(readFileSync(join(import.meta.dirname, 'package/beyond.json'), 'utf8'));

/** What a person may choose or leave: hooks that no file of the project asks for. */
const choices = new Set(
  'removeReferencesTo versionCheckHook writableTmpDirAsHomeHook autoAddDriverRunpath makeWrapper makeBinaryWrapper wrapGAppsNoGuiHook wrapGAppsHook3 which git'.split(
    ' ',
  ),
);
/** One thing under two names, old and new. */
const same = {
  pkgconf: 'pkg-config',
  systemdLibs: 'systemd',
  udev: 'systemd',
  systemdMinimal: 'systemd',
  'yarn-berry.yarnBerryConfigHook': 'yarnConfigHook',
  'pnpm.configHook': 'pnpmConfigHook',
  'pnpm_9.configHook': 'pnpmConfigHook',
  pnpm_9: 'pnpm',
  pnpm_10: 'pnpm',
  autoconf: 'autoreconfHook',
  libtool: 'autoreconfHook',
  automake: 'autoreconfHook',
  imagemagick_light: 'imagemagick',
  imagemagickBig: 'imagemagick',
  'zig_0_14.hook': 'zig_0_14',
  sphinx: 'docutils',
  xcbutil: 'libxcb-util',
  xcbutilimage: 'libxcb-image',
  xcbutilkeysyms: 'libxcb-keysyms',
  xcbutilrenderutil: 'libxcb-render-util',
  xcbutilwm: 'libxcb-wm',
  xcbutilcursor: 'libxcb-cursor',
  'fixup-yarn-lock': 'yarnConfigHook',
  yarn: 'yarnConfigHook',
  'xfce.xfconf': 'xfconf',
  libglvnd: 'libGL',
  openexr_3: 'openexr',
  tbb: 'onetbb',
  tbb_2021_11: 'onetbb',
  wlroots_0_19: 'wlroots',
  'protobuf-c': 'protobufc',
  gpl3: 'gpl3Only',
  gpl2: 'gpl2Only',
};
const plain = (name) => {
  const own = name.replace(/^xorg\./, '');
  return same[name] ?? same[own] ?? own.replace(/^lib(x[a-z0-9]+)$/i, (one) => one.toLowerCase());
};

export default async function bench(argv) {
  const folder = process.env.NIXAI_PACKAGES;
  if (folder === undefined || !existsSync(folder)) {
    console.log('NIXAI_PACKAGES names no folder with repositories: nothing is measured.');
    return;
  }
  const load = (path) => import(join(plugin, path));
  const [
    { analyzeRepo },
    { planSource },
    { printDerivation },
    { recognise },
    { licenceAttribute },
    { parseCargoLock },
    { parseGoModule },
    { sourceHash },
    { npmDepsHash },
  ] = await Promise.all(
    [
      'analysis/analyze.js',
      'repo/source.js',
      'nix/derivation.js',
      'analysis/licenceText.js',
      'analysis/spdx.js',
      'languages/rust/lock.js',
      'languages/go/module.js',
      'hashes/source.js',
      'hashes/npm.js',
    ].map(load),
  );
  const { ourAnalyzers } = await load('languages/index.js');
  const { createNixLanguage } = await import('./package/language.js');
  const faults = await createNixLanguage();
  const crates = JSON.parse(readFileSync(join(root, 'core/packages/src/data/crates.json'), 'utf8'));
  const files = [
    ...(argv.includes('--alone') ? [] : [join(root, 'bench/package/rows.jsonl')]),
    ...argv.filter((one) => one.startsWith('--rows=')).map((one) => one.slice(7)),
  ];
  const only = argv.find((one) => one.startsWith('--only='))?.slice(7);
  const rows = files
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
    .filter((row) => only === undefined || row.repo.includes(only));
  const signal = new AbortController().signal;
  const run = runner();
  const score = { ours: counters(), peer: counters() };
  let absent = 0;
  const hashes = { source: [0, 0, 0], npm: [0, 0, 0] };
  let parsed = 0;
  let measured = 0;
  for (const row of rows) {
    const checkout = join(folder, row.repo.replace('/', '+'));
    if (!existsSync(join(checkout, '.git')) || !isAt(checkout, row.tag)) {
      absent++;
      continue;
    }
    measured++;
    const analysis = await analyzeRepo(checkout, ourAnalyzers, run, {}, signal).catch((error) => ({
      error,
    }));
    const component = analysis.components?.[0];
    const ours =
      component === undefined
        ? { builder: '', licences: [], native: [], build: [] }
        : {
            builder: component.facts.builder,
            mainProgram: component.facts.mainProgram?.value,
            licences: component.licences?.attributes ?? [],
            native: component.inputs
              .filter(
                ({ kind }) =>
                  kind === 'native' ||
                  // nixpkgs has what builds a project of Python in a list of its own.
                  (kind === 'buildSystem' && row.lang !== 'python'),
              )
              .map(({ attribute }) => attribute),
            build: component.inputs
              .filter(({ kind }) => kind === 'build')
              .map(({ attribute }) => attribute),
          };
    const peer = nixInit(checkout, row.repo, {
      crates,
      recognise,
      licenceAttribute,
      parseLock: parseCargoLock,
      parseModule: parseGoModule,
    });
    const before = JSON.parse(JSON.stringify(score.ours));
    judge(score.ours, row, ours);
    judge(score.peer, row, peer);
    if (argv.includes('--full'))
      tell(row, ours, before, score.ours, component?.facts.unknownInputs ?? []);
    if (component === undefined) continue;
    const text = printDerivation(
      component,
      planSource(analysis.folder, analysis.git, component.version.value),
      {},
    );
    const found = faults(text);
    if (found.length === 0) parsed++;
    else console.log(`${row.repo}: ${found[0].message} at ${found[0].line}`);
    if (row.srcHash !== undefined && row.submodules !== true) {
      const answer = await sourceHash(analysis.git, run, signal);
      const wanted = sri(row.srcHash);
      if ('missing' in answer) {
        hashes.source[2]++;
        if (argv.includes('--full')) console.log(`  source: ${answer.missing}`);
      } else {
        hashes.source[answer.hash === wanted ? 0 : 1]++;
        if (answer.hash !== wanted)
          console.log(`${row.repo}: source ${answer.hash}, nixpkgs ${wanted}`);
      }
    }
    if (row.npmDepsHash !== undefined) {
      const answer = await npmDepsHash(component.facts, { folder: checkout, run, signal });
      hashes.npm['missing' in answer ? 2 : answer.hash === row.npmDepsHash ? 0 : 1]++;
      if (!('missing' in answer) && answer.hash !== row.npmDepsHash)
        console.log(`${row.repo}: npm ${answer.hash}, nixpkgs ${row.npmDepsHash}`);
    }
  }
  report(measured, absent, score, parsed, hashes);
}

function counters() {
  const pair = () => ({ hit: 0, right: 0, wanted: 0, given: 0, beyond: 0 });
  return {
    builder: [0, 0],
    main: [0, 0],
    licence: [0, 0],
    contradicted: 0,
    build: { go: pair(), rust: pair(), node: pair(), c: pair(), python: pair(), other: pair() },
    native: pair(),
    shell: pair(),
  };
}

function judge(score, row, answer) {
  const one = (key, right) => {
    score[key][0] += Number(right);
    score[key][1]++;
  };
  const kind = (builder) =>
    builder
      .replace(/^python3?(?:Packages|\.pkgs)\./, 'python.')
      .replace('resholve.', 'stdenv.')
      .replace('stdenvNoCC', 'stdenv');
  one('builder', kind(answer.builder) === kind(row.builder));
  if (row.mainProgram) one('main', answer.mainProgram === row.mainProgram);
  const licence = (list) => [...new Set(list.map((name) => plain(name)))].sort().join();
  // An old name of nixpkgs (gpl3) says neither "only" nor "or later": both are right for it.
  const loose = (list) =>
    licence(
      list.map((name) =>
        row.license.some((old) => /^[al]*gpl\d+$/.test(old))
          ? name.replace(/(?:Only|Plus)$/, '')
          : name,
      ),
    );
  const isRight =
    licence(answer.licences) === licence(row.license) ||
    loose(answer.licences) === loose(row.license);
  one('licence', isRight);
  if (!isRight && row.repo in beyond.licences) score.contradicted++;
  const build = score.build[row.lang === 'shell' ? 'c' : row.lang];
  count(build, row.buildInputs, answer.build, [row.nativeBuildInputs, answer.native]);
  const given = new Set(answer.build.map(plain));
  build.beyond += Object.keys(beyond.inputs[row.repo] ?? {}).filter(
    (name) => !given.has(plain(name)),
  ).length;
  count(score.native, row.nativeBuildInputs, answer.native, [row.buildInputs, answer.build]);
}

/** A tool that an older expression has among its libraries is found, and not wrong, in either list. */
function count(into, wanted, given, [otherWanted, otherGiven]) {
  const names = (list) => new Set(list.map(plain).filter((name) => !choices.has(name)));
  const [right, said, alsoRight, alsoSaid] = [wanted, given, otherWanted, otherGiven].map(names);
  into.wanted += right.size;
  into.given += said.size;
  into.hit += [...right].filter((name) => said.has(name) || alsoSaid.has(name)).length;
  into.right += [...said].filter((name) => right.has(name) || alsoRight.has(name)).length;
}

function tell(row, ours, before, after, unknown) {
  const wrong = ['builder', 'main', 'licence'].filter(
    (key) => after[key][1] > before[key][1] && after[key][0] === before[key][0],
  );
  const lists = (wanted, given) => {
    const right = new Set(wanted.map(plain));
    const said = new Set(given.map(plain));
    return [
      ...[...right]
        .filter((name) => !said.has(name) && !choices.has(name))
        .map((name) => `-${name}`),
      ...[...said]
        .filter((name) => !right.has(name) && !choices.has(name))
        .map((name) => `+${name}`),
    ].join(' ');
  };
  const parts = [
    wrong
      .map(
        (key) =>
          `${key}: ${{ builder: ours.builder, main: ours.mainProgram, licence: ours.licences }[key]}`,
      )
      .join('; '),
    lists(row.nativeBuildInputs, ours.native) &&
      `native ${lists(row.nativeBuildInputs, ours.native)}`,
    lists(row.buildInputs, ours.build) && `build ${lists(row.buildInputs, ours.build)}`,
    unknown.length > 0 && `unknown ${unknown.map(({ name }) => name)}`,
  ].filter(Boolean);
  console.log(`${row.lang} ${row.repo}: ${parts.length === 0 ? 'as nixpkgs' : parts.join(' | ')}`);
}

function report(measured, absent, { ours, peer }, parsed, hashes) {
  const share = ([right, all]) =>
    `${((100 * right) / Math.max(1, all)).toFixed(1)} % (${right}/${all})`;
  const recall = ({ hit, wanted }) => share([hit, wanted]);
  const precision = ({ right, given }) => share([right, given]);
  const sum = (...all) =>
    all.reduce((one, other) => ({
      hit: one.hit + other.hit,
      right: one.right + other.right,
      wanted: one.wanted + other.wanted,
      given: one.given + other.given,
      beyond: one.beyond + other.beyond,
    }));
  const easy = ({ build: { go, rust, node } }) => sum(go, rust, node);
  const all = ({ build: { go, rust, node, c } }) => sum(go, rust, node, c);
  console.log(
    `\n${measured} real packages, ${absent} absent\n\n| | ours | nix-init's rules | bar |\n|---|---|---|---|`,
  );
  const line = (name, of, bar) => console.log(`| ${name} | ${of(ours)} | ${of(peer)} | ${bar} |`);
  line('builder', ({ builder }) => share(builder), '95 %');
  line('main program', ({ main }) => share(main), '95 %');
  line('licence', ({ licence }) => share(licence), '92 %');
  line(
    '– without those where nixpkgs contradicts the project',
    ({ licence: [right, all], contradicted }) => share([right, all - contradicted]),
    '',
  );
  line('build inputs found (Go, Rust, Node)', (one) => recall(easy(one)), '90 %');
  line(
    '– of those that a file of the project asks for',
    (one) => {
      const { hit, wanted, beyond: left } = easy(one);
      return share([hit, wanted - left]);
    },
    '',
  );
  line('build inputs found (C)', (one) => recall(one.build.c), '75 %');
  line('build inputs right (all)', (one) => precision(all(one)), '90 %');
  line('native inputs found', ({ native }) => recall(native), '80 %');
  console.log(`| derivations that parse | ${share([parsed, measured])} | | 100 % |`);
  const hash = ([equal, wrong, none]) => `${equal} equal, ${wrong} other, ${none} not computed`;
  console.log(
    `| source hash | ${hash(hashes.source)} | | all that are printed |\n| npm hash | ${hash(hashes.npm)} | | all that are printed |`,
  );
}

function isAt(folder, tag) {
  const git = (...words) =>
    spawnSync('git', ['-C', folder, ...words], { encoding: 'utf8' }).stdout.trim();
  return git('rev-parse', 'HEAD') === git('rev-parse', `refs/tags/${tag}^{commit}`);
}

/** SRI of what older expressions have in base 32. */
function sri(hash) {
  if (hash.startsWith('sha256-')) return hash;
  const { stdout } = spawnSync('nix-hash', ['--type', 'sha256', '--to-base16', hash], {
    encoding: 'utf8',
  });
  return `sha256-${Buffer.from(stdout.trim(), 'hex').toString('base64')}`;
}

function runner() {
  const run = async (argv, options = {}) => {
    const { status, stdout, stderr } = spawnSync(argv[0], argv.slice(1), {
      encoding: 'utf8',
      maxBuffer: 1e9,
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
    });
    return { code: status ?? 1, stdout, stderr };
  };
  return {
    which: async (program) => program,
    run,
    pipeline: async ([first, second], options) => {
      const one = spawnSync(first[0], first.slice(1), {
        maxBuffer: 2e9,
        env: { ...process.env, ...options.env },
      });
      if (one.status !== 0)
        return { code: one.status ?? 1, stdout: '', stderr: one.stderr.toString() };
      const two = spawnSync(second[0], second.slice(1), { input: one.stdout, maxBuffer: 1e8 });
      return { code: two.status ?? 1, stdout: '', stderr: two.stderr.toString() };
    },
  };
}
