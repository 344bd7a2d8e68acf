// How good the answers without a model are, as they are shown: on questions that people asked, on the
// plainest ones, on everyday ones and on the manual's own, with the embedded facts of all options and
// without. --misses shows what is missing by question, --wrong what of the real questions a person has
// to judge, --show=WORDS the answers to the questions with these words, --ask='QUESTION' one answer.
import { join } from 'node:path';
import { ask } from '../core/cli/dist/ask/index.js';
import { createMarkdown } from '../core/cli/dist/terminal/markdown.js';
import { createStyle } from '../core/cli/dist/terminal/style.js';
import { hasFacts, offlineHost } from './ask/host.js';
import { brokenPromises, exists, judgeLead, readList, readRows } from './ask/leads.js';
import { figuresOf, judgeReal, printConditional, printMisses } from './ask/real.js';

const here = join(import.meta.dirname, 'ask');
const shared = process.env.NIXAI_SHARED ?? join(import.meta.dirname, '../../shared');
const real = join(shared, 'corpus/ask-dev.jsonl');
const basics = join(shared, 'corpus/ask-basics-dev.jsonl');

const draw = createMarkdown(createStyle(false), 80);
/** The rows that an answer takes as a terminal of 80 columns draws it. */
const rowsOf = (answer) => draw(answer).trimEnd().split('\n').length;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

export default async function benchAsk(argv) {
  const one = argv.find((word) => word.startsWith('--ask='))?.slice(6);
  const ways = hasFacts ? [true, false] : [false];
  const tables = { real: [], basics: [], everyday: [], manual: [] };
  for (const facts of ways) {
    const host = offlineHost({ facts });
    const answers = [];
    const answer = async (question) => {
      const result = await ask(question, askOptions(argv), host);
      answers.push(result);
      return result;
    };
    if (one !== undefined) {
      console.log((await answer(one)).answer);
      return;
    }
    const name = facts ? 'with facts' : 'without';
    await measure(tables, name, answer, argv);
    show(argv, answers);
    console.log(
      `${name}: ${answers.length} answers, median ${median(answers.map(({ answer: text }) => rowsOf(text)))} rows of 80 columns, 90 % within ${answers.map(({ answer: text }) => rowsOf(text)).toSorted((a, b) => a - b)[Math.floor(answers.length * 0.9)]}`,
    );
  }
  print(tables);
}

async function measure(tables, name, answer, argv) {
  const says = argv.includes('--misses');
  if (exists(real)) {
    const judged = await judgeReal(readRows(real), answer);
    if (says) printMisses(judged);
    if (argv.includes('--wrong')) printConditional(judged);
    const { options, mention, wrong } = figuresOf(judged);
    tables.real.push([
      name,
      judged.length,
      ...[options, mention, wrong].map((n) => `${n.toFixed(1)} %`),
    ]);
  }
  if (exists(basics)) tables.basics.push(await leads(name, readRows(basics), answer, says));
  tables.everyday.push(await leads(name, readList(join(here, 'everyday.txt')), answer, says));
  const rows = readList(join(here, 'manual.txt'));
  let kept = 0;
  for (const row of rows) {
    const broken = brokenPromises(row, await answer(row.question));
    if (broken.length === 0) kept++;
    else if (says) console.log(`- manual: ${row.question}\n    not said: ${broken.join(' ; ')}`);
  }
  tables.manual.push([name, rows.length, percent(kept, rows.length)]);
}

async function leads(name, rows, answer, says) {
  const counts = { right: 0, wrong: 0, unknown: 0 };
  for (const row of rows) {
    const result = await answer(row.question);
    const verdict = judgeLead(row, result);
    counts[verdict]++;
    if (says && verdict !== 'right')
      console.log(
        `- ${verdict}: ${row.question}  <- ${result.citations.map(({ title }) => title).join(' + ')}`,
      );
  }
  return [name, rows.length, ...Object.values(counts).map((n) => percent(n, rows.length))];
}

function askOptions(argv) {
  return {
    attachments: [],
    earlier: [],
    full: argv.includes('--full'),
    choice: { 'no-ai': true },
    signal: new AbortController().signal,
  };
}

function show(argv, answers) {
  const words = argv.find((word) => word.startsWith('--show='))?.slice(7);
  if (words === undefined) return;
  for (const { question, answer } of answers)
    if (question.includes(words)) console.log(`\n=== ${question}\n\n${answer}`);
}

const heads = {
  real: [
    'Real questions',
    'n',
    '`must_options` (≥ 93 %)',
    '`must_mention` (≥ 90 %)',
    '`wrong` (≤ 3 %)',
  ],
  basics: ['Plain questions', 'n', 'lead right (≥ 98 %)', 'wrong', 'unknown'],
  everyday: ['Everyday questions', 'n', 'lead right (≥ 90 %)', 'wrong (≤ 2 %)', 'unknown'],
  manual: ["The manual's questions", 'n', 'all that it promises'],
};

function print(tables) {
  for (const [name, rows] of Object.entries(tables)) {
    if (rows.length === 0) continue;
    const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
    console.log('');
    line(heads[name]);
    line(heads[name].map(() => '---'));
    rows.forEach(line);
  }
}
