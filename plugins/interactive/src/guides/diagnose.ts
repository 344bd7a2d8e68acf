import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { readText } from '../reader/readText.js';
import { runDiagnosis } from './diagnosis.js';
import { succeeded, type Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';

/** Asks for the log, says what is wrong, and goes through the issues one by one. */
export async function guidedDiagnose(shell: Shell): Promise<Outcome> {
  const { context } = shell;
  context.notice(
    'Paste or type your log, or give the name of a log file (a line with only a dot ends it):',
  );
  const text = await readText(shell, { fileEnds: isFile });
  if (text.trim() === '') return succeeded;
  const changed = (
    await context.prompt.input('What did you change before it failed? (Enter: nothing)')
  ).trim();
  const name = expanded(text.trim());
  const outcome = (await isFile(name))
    ? await runDiagnosis(shell, { argv: [name] })
    : await runDiagnosis(shell, { argv: [], stdin: text });
  const { issues } = shell.state;
  const touched = issueAbout(shell, changed);
  if (changed !== '')
    context.notice(
      touched === undefined
        ? 'None of the issues names what you changed: undo it once and try again, to know.'
        : `Issue ${touched + 1} names what you changed.`,
    );
  await askForNext(shell);
  if (issues.length > 1) context.notice(`Type "help N" for issue 1 to ${issues.length}.`);
  return outcome;
}

/** Shows what a person wants to know more about, until that is enough. */
async function askForNext({ context, state, print }: Shell): Promise<void> {
  const { issues } = state;
  if (issues.length === 0) return;
  if (!(await context.prompt.confirm('Would you like details of one of them?'))) return;
  const { renderIssue } = await import('./issue.js');
  for (;;) {
    const choices = issues.map(({ title, culprit }, at) => ({
      name: `${at + 1}. ${title}: ${culprit}`,
      value: [at],
    }));
    const all =
      issues.length > 1 ? [{ name: 'All of them', value: issues.map((_, at) => at) }] : [];
    const done = { name: 'That is enough', value: [] as number[] };
    const chosen = await context.prompt.select('Which issue?', [...choices, ...all, done]);
    if (chosen.length === 0) return;
    for (const at of chosen) {
      const issue = issues[at];
      if (issue !== undefined) print(`\n${renderIssue(issue, context.view)}\n`);
    }
    if (issues.length === 1) return;
  }
}

/** The first issue that has a word of what was changed. */
function issueAbout({ state }: Shell, changed: string): number | undefined {
  const words = changed
    .toLowerCase()
    .split(/[^\w.+-]+/)
    .filter((word) => word.length > 3);
  const at = state.issues.findIndex(({ culprit, message }) => {
    const text = `${culprit} ${message}`.toLowerCase();
    return words.some((word) => text.includes(word));
  });
  return at < 0 ? undefined : at;
}

const expanded = (name: string): string => name.replace(/^~(?=\/)/, homedir());

const isFile = (name: string): Promise<boolean> =>
  name.includes('\n')
    ? Promise.resolve(false)
    : stat(expanded(name)).then(
        (about) => about.isFile(),
        () => false,
      );
