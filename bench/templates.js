// Templates merged into real configurations: what of the person's files is touched, what of the
// template is missing, whether a second time changes anything, and whether undo gives the bytes back.
//   NIXAI_CONFIGURATIONS=FOLDER npm run bench -- templates [--merges=600] [--configurations=60] [--seed=1]
// FOLDER has checkouts of public configurations, one folder each; they are copied and never changed.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const load = (path) => import(join(root, path));

export default async function templates(argv) {
  const folder = process.env.NIXAI_CONFIGURATIONS;
  if (folder === undefined || !existsSync(folder)) {
    console.error('no data: set NIXAI_CONFIGURATIONS to a folder of checkouts');
    process.exit(2);
  }
  const number = (name, usual) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const random = generator(number('seed', 1));
  const { basics } = await load('plugins/templates/dist/pack/basics.js');
  const { readConfiguration } = await load('plugins/templates/dist/merge/configuration.js');
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  try {
    const found = await entriesIn(folder, readConfiguration, random, number('configurations', 60));
    const packs = basics.templates.filter(({ kind }) => kind === 'nixos');
    const totals = { merges: 0, refused: 0, conflicts: 0, faults: [], took: [] };
    const merges = number('merges', 600);
    for (let at = 0; at < merges; at++) {
      const configuration = found[at % found.length];
      const template = packs[Math.floor(random() * packs.length)];
      await one(
        home,
        configuration,
        template,
        at % 3 === 2,
        at % 2 === 0 ? 'mine' : 'template',
        totals,
      );
    }
    report(found, packs, totals);
    await long(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Entry modules of the checkouts, as many of each as of the others. */
async function entriesIn(folder, readConfiguration, random, most) {
  const all = [];
  for (const name of readdirSync(folder).sort()) {
    const base = realpathSync(join(folder, name));
    const entries = readdirSync(base, { recursive: true })
      .filter((file) =>
        /(^|\/)configuration\.nix$|(^|\/)(hosts|machines|systems)\/[^/]+\/default\.nix$/.test(file),
      )
      .sort();
    let taken = 0;
    for (const file of entries) {
      if (taken === 3) break;
      const entry = join(base, file);
      if (!statSync(entry).isFile() || readFileSync(entry, 'utf8').split('\n').length < 15)
        continue;
      const configuration = await readConfiguration(entry).catch(() => undefined);
      if (configuration === undefined) continue;
      all.push({ base, entry: configuration.entry, files: configuration.files });
      taken++;
    }
  }
  return all.sort(() => random() - 0.5).slice(0, most);
}

async function setting(home) {
  const { createTestHost } = await load('core/api/dist/testing/index.js');
  const { createFileService, planUndo } = await load('core/safety/dist/index.js');
  const paths = Object.fromEntries(
    ['config', 'data', 'cache', 'state', 'runtime'].map((name) => [name, join(home, 'own', name)]),
  );
  const files = await createFileService({ paths });
  const host = createTestHost({
    otherServices: {
      // The checker has its own bench; here is only what is written.
      service: async ({ key }) =>
        key.description?.includes('files') ? files : { check: async () => ({ findings: [] }) },
      optional: async () => undefined,
    },
  });
  return { host, paths, planUndo };
}

async function one(home, configuration, template, inline, resolve, totals) {
  const { planMerge } = await load('plugins/templates/dist/merge/plan.js');
  const { fillTemplate } = await load('core/contributions/dist/index.js');
  const { host, paths, planUndo } = await setting(home);
  const copy = mkdtempSync(join(home, 'copy-'));
  const place = (path) => join(copy, relative(configuration.base, path));
  for (const { name } of configuration.files) {
    if (!name.startsWith(configuration.base)) continue;
    mkdirSync(dirname(place(name)), { recursive: true });
    cpSync(name, place(name));
  }
  const entry = place(configuration.entry);
  const { nix } = fillTemplate(template);
  const prepared = { id: template.id, nix, kind: 'nixos' };
  const options = { entry, inline, resolve };
  const label = `${template.id} into ${relative(dirname(configuration.base), configuration.entry)}${inline ? ' --inline' : ''} --resolve ${resolve}`;
  const fault = (what) => totals.faults.push(`${label}: ${what}`);
  totals.merges++;
  const before = snapshot(copy);
  let merge;
  const start = performance.now();
  try {
    merge = await planMerge(host, prepared, options, noOne, () => {});
  } catch (error) {
    if (error.code !== 'merge-unplaceable' && error.code !== 'merge-conflict')
      fault(String(error.stack));
    totals.refused++;
    const reason =
      `${inline ? 'inline' : 'module'}: ${error.message} ${error.why ?? ''}`.replaceAll(copy, '');
    totals.reasons ??= new Map();
    totals.reasons.set(reason, (totals.reasons.get(reason) ?? 0) + 1);
    if (JSON.stringify([...snapshot(copy)]) !== JSON.stringify([...before]))
      fault('refused, and written');
    return rmSync(copy, { recursive: true });
  }
  totals.took.push(performance.now() - start);
  totals.conflicts += merge.conflicts.length;
  const { change } = await merge.plan.apply({ step: (_, work) => work(), log() {}, progress() {} });
  const after = snapshot(copy);
  for (const what of touched(before, after, merge.conflicts)) fault(what);
  for (const what of await missing(after, nix, merge)) fault(what);
  const again = await planMerge(host, prepared, options, noOne, () => {}).catch((error) => error);
  if (again instanceof Error) fault(`a second time: ${again.message}`);
  else if (again.plan.actions.length > 0) fault('a second time changes something');
  if (change !== undefined) {
    const undo = await planUndo({ paths }, change);
    await undo.plan.apply({ step: (_, work) => work(), log() {}, progress() {} });
    if (JSON.stringify([...snapshot(copy)]) !== JSON.stringify([...before]))
      fault('undo gives other bytes');
  }
  rmSync(copy, { recursive: true });
}

const noOne = { interactive: false };

function snapshot(folder) {
  return new Map(
    readdirSync(folder, { recursive: true })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** Lines that are gone or changed: one may only get something put in, or be the one of a conflict. */
function* touched(before, after, conflicts) {
  for (const [name, text] of before) {
    const lines = (after.get(name) ?? '').split('\n');
    const decided = new Set(
      conflicts
        .filter(({ file, taken }) => file.endsWith(`/${name}`) && taken === 'template')
        .flatMap(({ line, mine }) => mine.split('\n').map((_, at) => line + at)),
    );
    let at = 0;
    for (const [index, line] of text.split('\n').entries()) {
      if (decided.has(index + 1)) continue;
      const next = lines.findIndex((other, from) => from >= at && hasAll(other, line));
      if (next < 0) {
        yield `${name}:${index + 1} is lost: ${line}`;
        break;
      }
      at = next + 1;
    }
  }
}

function hasAll(line, old) {
  if (line === old) return true;
  if (line.length <= old.length || old.trim().length < 6) return false;
  let start = 0;
  while (start < old.length && line[start] === old[start]) start++;
  return line.endsWith(old.slice(start));
}

/** Paths of the template that nothing sets afterwards and that no conflict tells of. */
async function missing(after, nix, { conflicts, kept }) {
  const { assignmentsIn, parse } = await load('core/nix/dist/nix.js');
  const set = new Set();
  const faults = [];
  for (const [name, text] of after) {
    const { tree, errors } = parse(text, { pipeOperators: true });
    if (errors.length > 0) faults.push(`${name} does not parse`);
    for (const { path } of assignmentsIn(tree.root)) set.add(path.join('.'));
  }
  const told = new Set([...conflicts, ...kept].map(({ path }) => path.replaceAll('"', '')));
  for (const { path, by } of assignmentsIn(parse(nix).tree.root))
    // What a template imports beside it is the machine's own, and no merge takes it.
    if (
      path[0] !== 'imports' &&
      by.value.kind !== 'set' &&
      !set.has(path.join('.')) &&
      !told.has(path.join('.'))
    )
      faults.push(`${path.join('.')} is not there`);
  return faults;
}

/** A configuration of 2,000 lines. */
async function long(home) {
  const { planMerge } = await load('plugins/templates/dist/merge/plan.js');
  const { fillTemplate } = await load('core/contributions/dist/index.js');
  const { basics } = await load('plugins/templates/dist/pack/basics.js');
  const { writeFileSync } = await import('node:fs');
  const { host } = await setting(home);
  const lines = Array.from({ length: 500 }, (_, at) => [
    `  # service ${at}`,
    `  systemd.services.unit${at} = {`,
    `    wantedBy = [ "multi-user.target" ]; script = "echo ${at}";`,
    '  };',
  ]).flat();
  const entry = join(home, 'long.nix');
  writeFileSync(entry, `{ config, pkgs, ... }:\n{\n${lines.join('\n')}\n}\n`);
  const took = [];
  for (const template of basics.templates.filter(({ kind }) => kind === 'nixos'))
    for (const inline of [true, false]) {
      const { nix } = fillTemplate(template);
      const start = performance.now();
      const options = { entry, inline, resolve: 'mine' };
      await planMerge(host, { id: template.id, nix, kind: 'nixos' }, options, noOne, () => {});
      took.push(performance.now() - start);
    }
  const [median, worst] = spread(took.slice(1));
  console.log(
    `into 2,000 lines     ${median} ms median, ${worst} ms at most (n = ${took.length - 1})`,
  );
}

function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((one) => Math.round(one));
}

function report(found, packs, { merges, refused, conflicts, faults, took, reasons = new Map() }) {
  const lines = found.reduce(
    (sum, { files }) => sum + files.reduce((n, { tree }) => n + tree.source.split('\n').length, 0),
    0,
  );
  const [median, worst] = spread(took);
  console.log(
    `configurations       ${found.length}, with ${lines} lines in the modules that they import`,
  );
  console.log(
    `merges               ${merges} of ${packs.length} templates; ${conflicts} conflicts, told`,
  );
  console.log(`refused, unwritten   ${refused}`);
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 15))
    console.log(`  ${count}  ${reason.replace(/\s+/g, ' ').slice(0, 230)}`);
  console.log(`time of a plan       ${median} ms median, ${worst} ms at most`);
  console.log(`faults               ${faults.length}`);
  for (const fault of faults.slice(0, 30)) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

function generator(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
