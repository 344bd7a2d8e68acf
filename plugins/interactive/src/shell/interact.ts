import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { ExitCode, NixaiError, files, isNixaiError, type CommandContext } from '@nixai/api';
import type { InteractiveResult } from '../results/interactive.js';
import { converse, runLines } from './loop.js';
import { loadSession, saveSession } from './sessions.js';
import { openShell } from './shell.js';

interface Asked {
  readonly file?: string;
  readonly command?: string;
  readonly session?: string;
  readonly noAi: boolean;
}

/** Opens the shell, and runs what is given, or talks with a person. */
export async function interact(context: CommandContext, asked: Asked): Promise<InteractiveResult> {
  const shell = await openShell(context, asked.noAi);
  // V8 lets garbage of many commands lie; in a process that stays, it is taken out before it doubles the heap.
  const tidy = setTimeout(() => setFlagsFromString('--heap-growing-percent=25'), 1000);
  try {
    if (asked.session !== undefined)
      await loadSession(shell, asked.session).catch((error: unknown) => {
        if (!isNixaiError(error) || error.code !== 'session-unknown') throw error;
      });
    const lines = asked.command ?? (await givenLines(context, asked.file));
    const status = lines === undefined ? await converse(shell) : await runLines(shell, lines);
    if (asked.session !== undefined) await saveSession(shell, asked.session);
    return { lines: shell.state.lines, status };
  } finally {
    clearTimeout(tidy);
    await shell.close();
  }
}

/** What is not typed by a person; undefined where one is there. */
async function givenLines(
  context: CommandContext,
  file: string | undefined,
): Promise<string | undefined> {
  if (file !== undefined)
    return text((await context.host.service(files)).open(file, context.signal));
  const piped = await context.stdin();
  if (piped !== undefined) return piped;
  if (context.prompt.interactive) return undefined;
  throw new NixaiError({
    code: 'not-interactive',
    what: 'there is nobody to talk with, and nothing to run',
    hint: 'nixai interactive --command "config path"',
    exitCode: ExitCode.refused,
  });
}
