// How good the offline answers are, on questions that people asked: what a right answer names
// (`must_options`, `must_mention`) is looked for in the whole answer, and advice to avoid (`wrong`)
// in what the answer tells to write or run: its code blocks without comments. A warning against
// something is no advice for it. `wrong` entries that are sentences or conditions rather than names
// ("… alone", "reinstalling as the only option") cannot be judged by a program: --wrong lists them,
// with the topics that answered, for reading.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../core/cli/dist/ask/index.js';
import { assignmentsOf } from '../core/machine/dist/assignments.js';
import { createVerifier } from '../core/check/dist/verify/index.js';
import { createDocsEngine, createHandbookSource } from '../core/docs/dist/index.js';

const root = join(import.meta.dirname, '..');
const shared = process.env.NIXAI_SHARED ?? join(root, '..', 'shared');
const bars = { options: 75, mention: 70, wrong: 3 };

/** A host with the embedded handbook and nothing else: what a fresh machine has. */
function offlineHost() {
  const source = createHandbookSource();
  const host = {
    hasCommand: () => true,
    log: { debug() {}, info() {}, warn: console.error },
    config: { get: async (key) => (key === 'docs.deadline' ? 10 : undefined) },
    docSources: { list: async () => [{ name: source.name, create: async () => source }] },
    service: async ({ key }) => {
      if (key === Symbol.for('nixai.service.docs')) return engine;
      if (key === Symbol.for('nixai.service.verify')) return createVerifier(host);
      throw Object.assign(new Error('absent'), { nixai: true, code: 'no-such-service' });
    },
  };
  const engine = createDocsEngine(host);
  return host;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern of an option's name: `_name_` stands for one segment, a longer name is another one. */
function optionPattern(name) {
  const path = escaped(name).replace(/_[a-z]+_/g, '(?:"[^"]+"|<[^>]+>|[\\w*$@{}-]+)');
  return new RegExp(`(?<![\\w.])${path}(?![\\w-])`);
}

const codeBlocks = (markdown) =>
  [...markdown.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language, code]) => ({
    language,
    code: code.replace(/^\s*#.*$|\s#\s.*$/gm, ''),
  }));

/** Everything an answer names, nested sets written out as paths. */
function namesIn(markdown) {
  const paths = codeBlocks(markdown)
    .filter(({ language }) => language === 'nix')
    .flatMap(({ code }) => assignmentsOf(code).map(({ path }) => path.join('.')));
  return [markdown, ...paths].join('\n');
}

const condition = /\b(alone|only|without|as the fix|for|inside)\b/;

/** The name or the command that a `wrong` entry begins with; nothing for a sentence. */
function wrongName(entry) {
  const [advised = ''] = entry.replace(/\s*\([^)]*\)/g, '').split(' / ');
  if (condition.test(advised)) return undefined;
  const option = /^(?:hm )?([a-z]\w*(?:\.[\w<>-]+)+)/.exec(advised)?.[1];
  const command = /^(?:sudo npm|nix-env -i|nix-channel --update|pip install|chmod)\b/.exec(
    advised,
  )?.[0];
  return option ?? command ?? (/\s/.test(advised) ? undefined : advised);
}

function wrongAdvice(markdown, entry) {
  const told = codeBlocks(markdown);
  const code = told.map((block) => block.code).join('\n');
  const names = namesIn(
    told.map(({ language, code: text }) => `\`\`\`${language}\n${text}\`\`\``).join('\n'),
  );
  const name = wrongName(entry);
  if (name === undefined) return [];
  return optionPattern(name).test(names) || code.includes(`${name} `) ? [name] : [];
}

function judge(question, markdown) {
  const names = namesIn(markdown);
  const lower = markdown.toLowerCase();
  const options = question.must_options.map((name) => ({
    name,
    found: [name, ...(question.newer_names[name] ?? [])].some((one) =>
      optionPattern(one).test(names),
    ),
  }));
  const mentions = question.must_mention.map((name) => ({
    name,
    found: name.split('|').some((one) => lower.includes(one.toLowerCase())),
  }));
  return {
    options,
    mentions,
    wrong: question.wrong.flatMap((entry) => wrongAdvice(markdown, entry)),
  };
}

const share = (part, whole) => (whole === 0 ? 100 : (100 * part) / whole);
const missed = (list) => list.filter(({ found }) => !found).map(({ name }) => name);

/** --misses shows what is missing by question, --wrong what a person has to judge, --show=ID one answer. */
export default async function benchAsk(argv) {
  const file = join(shared, 'corpus/ask-dev.jsonl');
  if (!existsSync(file)) {
    console.error(`the questions are not there: ${file} (set NIXAI_SHARED)`);
    process.exit(2);
  }
  const questions = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const host = offlineHost();
  const options = {
    attachments: [],
    earlier: [],
    choice: { 'no-ai': true },
    signal: new AbortController().signal,
  };
  const judged = [];
  for (const question of questions) {
    const result = await ask(question.question, options, host);
    judged.push({ question, result, ...judge(question, result.answer) });
  }
  if (argv.includes('--misses')) printMisses(judged);
  if (argv.includes('--wrong')) printConditional(judged);
  const shown = argv.find((word) => word.startsWith('--show='))?.slice(7);
  if (shown !== undefined)
    console.log(judged.find(({ question }) => question.id === shown)?.result.answer);
  printTable(judged);
}

function printMisses(judged) {
  for (const { question, result, options, mentions, wrong } of judged) {
    const misses = [
      ...missed(options),
      ...missed(mentions),
      ...wrong.map((name) => `WRONG ${name}`),
    ];
    if (misses.length === 0) continue;
    const topics = result.citations.map(({ title }) => title).join(' + ') || '(unknown)';
    console.log(
      `- ${question.id} [${question.topic}] ${question.question.slice(0, 100)}\n    answered with: ${topics}\n    missing: ${misses.join(' ; ')}`,
    );
  }
}

function printConditional(judged) {
  for (const { question, result } of judged)
    for (const entry of question.wrong.filter((one) => wrongName(one) === undefined))
      console.log(
        `- ${question.id}: ${entry}  <- ${result.citations.map(({ title }) => title).join(' + ')}`,
      );
}

function printTable(judged) {
  const count = (read) => judged.reduce((sum, one) => sum + read(one), 0);
  const options = share(
    count(({ options: all }) => all.length - missed(all).length),
    count(({ options: all }) => all.length),
  );
  const mention = share(
    count(({ mentions }) => mentions.length - missed(mentions).length),
    count(({ mentions }) => mentions.length),
  );
  const wrong = share(
    count((one) => (one.wrong.length > 0 ? 1 : 0)),
    judged.length,
  );
  const unknown = count(({ result }) => (result.outcome === 'unknown' ? 1 : 0));
  const words = judged.map(({ result }) => result.answer.split(/\s+/).length).sort((a, b) => a - b);
  const row = (name, value, bar, met) =>
    console.log(`| ${name} | ${value.toFixed(1)} % | ${bar} | ${met ? 'met' : 'MISSED'} |`);
  console.log(
    `\n${judged.length} questions; ${unknown} answered "not in my handbook"; an answer has ${words[words.length >> 1]} words (median).\n`,
  );
  console.log('| measure | value | bar | |\n|---|---|---|---|');
  row('`must_options` named', options, `≥ ${bars.options} %`, options >= bars.options);
  row('`must_mention` said', mention, `≥ ${bars.mention} %`, mention >= bars.mention);
  row('answers with advice from `wrong`', wrong, `≤ ${bars.wrong} %`, wrong <= bars.wrong);
}
