// How good the offline answers are, on questions that people asked: what a right answer names
// (`must_options`, `must_mention`) is looked for in the whole answer, and advice to avoid (`wrong`)
// in what the answer tells to write or run: its code blocks without comments. A warning against
// something is no advice for it. `wrong` entries that are sentences or conditions rather than names
// ("… alone", "reinstalling as the only option") cannot be judged by a program: --wrong lists them,
// with the topics that answered, for reading.
import { assignmentsOf } from '../../core/machine/dist/assignments.js';

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

/** Answers the questions and judges what is shown of each answer. */
export async function judgeReal(questions, answer) {
  const judged = [];
  for (const question of questions) {
    const result = await answer(question.question);
    judged.push({ question, result, ...judge(question, result.answer) });
  }
  return judged;
}

export function printMisses(judged) {
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

export function printConditional(judged) {
  for (const { question, result } of judged)
    for (const entry of question.wrong.filter((one) => wrongName(one) === undefined))
      console.log(
        `- ${question.id}: ${entry}  <- ${result.citations.map(({ title }) => title).join(' + ')}`,
      );
}

/** Percentages of what a right answer names and says, and of answers with wrong advice. */
export function figuresOf(judged) {
  const count = (read) => judged.reduce((sum, one) => sum + read(one), 0);
  const named = (read) =>
    share(
      count((one) => read(one).length - missed(read(one)).length),
      count((one) => read(one).length),
    );
  return {
    options: named(({ options }) => options),
    mention: named(({ mentions }) => mentions),
    wrong: share(
      count((one) => (one.wrong.length > 0 ? 1 : 0)),
      judged.length,
    ),
  };
}
