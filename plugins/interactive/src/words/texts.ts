import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, files, processes } from '@nixai/api';
import { takeText } from '../guides/text.js';
import { readText } from '../reader/readText.js';
import { runLine } from '../shell/line.js';
import { succeeded, type Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';

type Argv = readonly [string, ...string[]];

/** The last answer, in the person's pager. */
export async function last({ host, state }: Shell): Promise<void> {
  if (state.lastAnswer === undefined)
    throw new NixaiError({
      code: 'usage',
      what: 'there was no answer yet',
      exitCode: ExitCode.usage,
    });
  const pager = words(process.env['PAGER'], ['less', '-R']);
  await (await host.service(processes)).atTerminal(pager, { input: state.lastAnswer });
}

/** A text of several lines, and what shall be done with it. */
export async function paste(shell: Shell): Promise<Outcome> {
  shell.context.notice('Paste or type; a line with only a dot ends it.');
  const text = await readText(shell);
  return text.trim() === '' ? succeeded : takeText(shell, text);
}

/** Opens the person's editor, and runs the one line that was written, or takes the text. */
export async function edit(shell: Shell): Promise<Outcome> {
  const { host, state } = shell;
  const [service, runner] = [await host.service(files), await host.service(processes)];
  const path = join(host.paths.state, 'interactive', `edit-${process.pid}.txt`);
  const draft = state.lines.filter((line) => line !== 'edit').at(-1) ?? '';
  await service.write(path, `${draft}\n`, { mode: 0o600 });
  try {
    const editor = words(process.env['VISUAL'] || process.env['EDITOR'], ['vi']);
    const { code } = await runner.atTerminal([...editor, path]);
    if (code !== 0) return { status: 1, failed: true };
    const text = (await readFile(path, 'utf8')).trim();
    if (text === '' || text === draft) return succeeded;
    if (text.includes('\n')) return await takeText(shell, text);
    const { status } = await runLine(shell, text);
    return { status, failed: status !== 0 };
  } finally {
    await service.remove(path);
  }
}

function words(command: string | undefined, fallback: Argv): Argv {
  const [program, ...rest] = (command ?? '').split(/\s+/).filter((word) => word !== '');
  return program === undefined ? fallback : [program, ...rest];
}
