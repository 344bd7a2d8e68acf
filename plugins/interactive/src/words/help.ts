import { ExitCode, NixaiError, type CommandInfo, type JsonSchema, type View } from '@nixai/api';
import { renderIssue } from '../guides/issue.js';
import type { Shell } from '../shell/shell.js';
import { ownWords } from './words.js';

/** What there is, what a command takes, or an issue of the last diagnosis. */
export async function help(shell: Shell, about: string): Promise<void> {
  const { view } = shell.context;
  if (/^\d+$/.test(about)) return shell.print(renderIssue(issue(shell, Number(about)), view));
  const all = await shell.commands.list();
  if (about === '') return shell.print(overview(all, view));
  const own = ownWords.find(({ name }) => name === about);
  if (own !== undefined) return shell.print(`${own.name} ${own.takes ?? ''}\n\n${own.about}`);
  const found = all.filter(({ id }) => id === about || id.startsWith(`${about} `));
  const [first] = found;
  if (first === undefined) {
    const { id } = shell.commands.parse(about);
    throw new NixaiError({
      code: 'usage',
      what: `${id} takes no ${about}`,
      exitCode: ExitCode.usage,
    });
  }
  if (first.id === about) return shell.print(page(first, view));
  shell.print(view.pairs(found.map(({ id, summary }) => [id, summary])));
}

function issue({ state }: Shell, number: number) {
  const found = state.issues[number - 1];
  if (found !== undefined) return found;
  throw new NixaiError({
    code: 'usage',
    what: `there is no issue ${number}`,
    why:
      state.issues.length === 0 ? 'no log was diagnosed here' : `there are ${state.issues.length}`,
    hint: 'diagnose',
    exitCode: ExitCode.usage,
  });
}

function overview(all: readonly CommandInfo[], view: View): string {
  const topics = new Map<string, string>();
  for (const { id, summary } of all) {
    const [word = id, ...rest] = id.split(' ');
    if (rest.length === 0) topics.set(word, summary);
    else if (!topics.has(word)) topics.set(word, `help ${word}`);
  }
  return [
    'Commands:',
    view.pairs([...topics].sort(([one], [other]) => (one < other ? -1 : 1))),
    '',
    'Here:',
    view.pairs(ownWords.map(({ name, takes = '', about }) => [`${name} ${takes}`.trim(), about])),
    '',
    view.wrap(
      'Other words are a question. && and || and ; join commands; 1 to 9 look closer at the last list.',
    ),
  ].join('\n');
}

function page({ id, summary, description, input }: CommandInfo, view: View): string {
  const rows = (of: JsonSchema | undefined, mark: string): (readonly [string, string])[] =>
    Object.entries(of?.properties ?? {}).map(([name, { description = '', enum: words }]) => [
      `${mark}${name}`,
      words === undefined ? description : `${description} (${words.join(', ')})`,
    ]);
  const args = rows(input.properties?.['args'], '');
  const flags = rows(input.properties?.['flags'], '--');
  return [
    `${id} ${args.map(([name]) => name.toUpperCase()).join(' ')}`.trim(),
    view.wrap(summary),
    description === undefined ? '' : view.wrap(description),
    view.pairs([...args, ...flags]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
