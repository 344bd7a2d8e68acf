// Whether an invention of a model can reach a person unmarked: a model that speaks Ollama's protocol
// answers prompts with real options, and with options and Nix that are made up; the whole CLI asks it.
// Inventions stand in prose, in blocks, in fences without a tag or with another, and in commands; the
// repair round gives up ("no") in a part of the answers, which must not replace them.
//   npm run bench -- verify [--answers=100] [--seed=1]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { randomFrom } from '../test/support/random.js';

const root = join(import.meta.dirname, '..');
const shared = process.env.NIXAI_SHARED ?? join(root, '../shared');
const nixai = join(root, 'core/cli/bin/nixai.js');

export default async function verify(argv) {
  const data = join(shared, 'data/nixos-options.json.br');
  if (!existsSync(data)) {
    console.error(`no data: ${data} is not there; set NIXAI_SHARED`);
    process.exit(2);
  }
  const number = (name, usual) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const random = randomFrom(number('seed', 1));
  const declared = Object.keys(JSON.parse(brotliDecompressSync(readFileSync(data)).toString()));
  const prompts = Array.from({ length: number('answers', 100) }, (_, at) =>
    plan(declared, random, at),
  );

  const { startModelServer } = await import(join(root, 'core/models/dist/testing/modelServer.js'));
  let current;
  const server = await startModelServer(({ url, body }) => replyTo(url, current, body));
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const env = {
    HOME: home,
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    OLLAMA_HOST: server.url,
  };
  const totals = {
    planted: 0,
    marked: 0,
    real: 0,
    accused: 0,
    lost: 0,
    called: 0,
    missed: [],
    wronged: [],
  };
  try {
    for (const set of ['nixos', 'home-manager']) {
      const file = join(shared, `data/${set}-options.json.br`);
      const argv = ['docs', 'sync', '--source', 'file', '--file', file];
      const { status, stderr } = spawnSync(process.execPath, [nixai, ...argv], { env });
      if (status !== 0) throw new Error(String(stderr));
    }
    for (const prompt of prompts) {
      current = prompt;
      judge(prompt, await ask(env), totals);
    }
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
  report(prompts.length, totals);
}

/** Options that are real, renamed or invented, and sometimes a block that is no Nix. */
function plan(declared, random, number) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  // Plain options only: what is below a placeholder or in free settings may have any name.
  const plain = declared.filter(
    (name) =>
      /^(?:services|programs|networking|boot)\.[\w.-]+$/.test(name) &&
      !/\.\w*(?:settings|config)\w*\./i.test(name),
  );
  const known = new Set(declared);
  const isFree = (name) => ![...known].some((one) => one === name || one.startsWith(`${name}.`));
  const invented = [];
  while (invented.length < 2) {
    const name = mutated(pick(plain), random);
    if (isFree(name) && !invented.includes(name)) invented.push(name);
  }
  const real = Array.from({ length: 3 }, () => pick(plain));
  const renamed = pick([
    'services.openssh.permitRootLogin',
    'fonts.fonts',
    'nix.maxJobs',
    'boot.cleanTmpDir',
  ]);
  const broken = random() < 0.25;
  const placed = invented.map((name, at) => places[(number * 2 + at) % places.length](name));
  const text = answerOf({ real, placed, renamed, broken });
  return { real, invented, renamed, broken, text };
}

/** Where an option that does not exist stands. */
const places = [
  (name) => `Then \`${name}\` does the rest.`,
  (name) => `Then \`${name} = true;\` does the rest.`,
  (name) => `Then write \`${nested(name)}\`.`,
  (name) => fenced('nix', `{ config, ... }:\n{\n  ${name} = config.lib.value;\n}`),
  (name) => fenced('', `{\n  ${name} = true;\n}`),
  (name) => fenced('json', nested(name)),
  (name) => fenced('bash', `cat > a.nix <<'EOF'\n{ ${name} = 1; }\nEOF`),
  (name) => fenced('console', `$ nixos-option ${name}`),
  (name) => fenced('diff', `+  ${name} = true;`),
  (name) => `1. Do this:\n\n   ${fenced('nix', `${name} = true;`).replaceAll('\n', '\n   ')}`,
  (name) => fenced('nix', `{ config, ... }: { networking.hostName = config.${name}; }`),
];

function nested(name) {
  const at = name.lastIndexOf('.');
  return `${name.slice(0, at)} = { ${name.slice(at + 1)} = true; };`;
}

const fenced = (tag, code) => `\`\`\`${tag}\n${code}\n\`\`\``;

/** A name that is not there: letters swapped, a word joined on, or a step more. */
function mutated(name, random) {
  const segments = name.split('.');
  const at = segments.length - 1;
  const last = segments[at];
  const kinds = [
    () => `${last.slice(0, 1)}${last.slice(2, 3)}${last.slice(1, 2)}${last.slice(3)}x`,
    () => `${last}Mode`,
    () => `auto${last[0].toUpperCase()}${last.slice(1)}`,
  ];
  segments[at] = kinds[Math.floor(random() * kinds.length)]();
  return segments.join('.');
}

function answerOf({ real: [a, b, c], placed, renamed, broken }) {
  return [
    `Set \`${a}\` first.`,
    '',
    fenced(
      'nix',
      `{ config, ... }:\n{\n  ${b} = config.lib.value;\n  ${renamed} = config.lib.value;\n}`,
    ),
    '',
    ...placed.flatMap((one) => [one, '']),
    ...(broken ? [fenced('nix', `${c} = true\nnetworking.hostName = "box";`), ''] : []),
    `See also \`${c}\`.`,
  ].join('\n');
}

/** What a model says that does not mend its answer. */
const givesUp = ['no', 'I am sorry, but I cannot help with that.', 'There is no such option.'];

function replyTo(url, prompt, body) {
  const isRepair = body.includes('A check of your answer found');
  if (isRepair) prompt.asked = true;
  const text = isRepair ? givesUp[prompt.text.length % givesUp.length] : prompt.text;
  if (url.startsWith('/api/tags'))
    return {
      headers: { 'content-type': 'application/json' },
      pieces: ['{"models":[{"name":"m"}]}'],
    };
  const line = (content, done) =>
    `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content }, done, ...(done ? { done_reason: 'stop' } : {}) })}\n`;
  return {
    headers: { 'content-type': 'application/x-ndjson' },
    pieces: [...text.match(/[^]{1,40}/g).map((part) => line(part, false)), line('', true)],
  };
}

function ask(env) {
  return new Promise((resolve, reject) => {
    const argv = [
      'ask',
      '--provider',
      'ollama',
      '--model',
      'm',
      '--json',
      '--no-history',
      'help me',
    ];
    const child = spawn(process.execPath, [nixai, ...argv], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('error', reject);
    child.on('close', () => resolve(JSON.parse(text)));
  });
}

/** Marked means in the text that a person reads, not only in what is known of it. */
function judge(prompt, { answer, verification }, totals) {
  const { real, invented, renamed, broken } = prompt;
  if (prompt.asked) totals.called++;
  if (!answer.includes(`Set \`${real[0]}\` first.`)) totals.lost++;
  const marks = answer
    .split('\n')
    .filter((line) => /\*\*(?:Check:|Not verified:|\()/.test(line))
    .join('\n');
  const planted = [...invented, renamed];
  for (const name of planted) {
    totals.planted++;
    if (marks.includes(name)) totals.marked++;
    else totals.missed.push(name);
  }
  if (broken) {
    totals.planted++;
    if (marks.includes('not valid Nix')) totals.marked++;
    else totals.missed.push('a broken block');
  }
  for (const name of real) {
    totals.real++;
    const verdict = verification.options.find((option) => option.name === name)?.verdict;
    if (verdict === 'known') continue;
    totals.accused++;
    totals.wronged.push(`${name} (${verdict})`);
  }
}

function report(answers, { planted, marked, real, accused, lost, called, missed, wronged }) {
  const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(`${answers} answers of a scripted model, checked by the whole CLI.\n`);
  console.log('| measure | value | bar | |\n|---|---|---|---|');
  console.log(
    `| inventions marked | ${marked} of ${planted} (${percent(marked, planted)}) | 100 % | ${marked === planted ? 'met' : 'MISSED'} |`,
  );
  console.log(
    `| real options accused | ${accused} of ${real} | 0 | ${accused === 0 ? 'met' : 'MISSED'} |`,
  );
  console.log(
    `| answers lost to a repair | ${lost} of ${called} asked for | 0 | ${lost === 0 ? 'met' : 'MISSED'} |`,
  );
  for (const name of missed) console.log(`\nnot marked: ${name}`);
  for (const name of wronged) console.log(`\naccused: ${name}`);
}
