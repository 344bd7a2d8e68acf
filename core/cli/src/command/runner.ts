import {
  ExitCode,
  type CommandContext,
  type CommandRunner,
  type Host,
  type LoadedCommand,
  type View,
} from '@nixai/api';
import { cleanDeep, createRedactor, recoverChanges, safeText } from '@nixai/safety';
import type { OwnHost } from '../host/host.js';
import { createContext } from './context.js';
import { asFailure, reportFailure } from './failure.js';
import { interruptible } from './interrupt.js';
import { printJson, printText } from './output.js';
import { parseCommand, wantsJson, type Parsed } from './parse.js';

/** The one place where a command is parsed, run, printed and ended. */
export function createRunner(host: OwnHost): CommandRunner {
  return {
    async run(command, argv) {
      const json = wantsJson(argv);
      try {
        const parsed = await parseCommand(command, argv);
        applyGlobalFlags(parsed);
        return await interruptible((signal) => runParsed(host, command, parsed, signal));
      } catch (error) {
        await reportFailure(asFailure(error), json);
        return undefined;
      } finally {
        await host.dispose();
      }
    },
  };
}

async function runParsed(
  host: Host,
  command: LoadedCommand,
  parsed: Parsed,
  signal: AbortSignal,
): Promise<unknown> {
  await recoverChanges(host);
  const { context, close } = await createContext(host, parsed, signal);
  try {
    const result = await command.work(context);
    close();
    await print(host, command, result, context);
    process.exitCode = command.exitCode?.(result) ?? ExitCode.ok;
    return result;
  } finally {
    close();
  }
}

async function print(
  host: Host,
  command: LoadedCommand,
  result: unknown,
  { json, view }: Pick<CommandContext, 'json' | 'view'>,
): Promise<void> {
  if (json) {
    return printJson((await createRedactor()).redactDeep(result));
  }
  if (command.render === undefined) return;
  // Whatever a result carries from logs, models or hosts is made harmless here, once, before our
  // own colours are added.
  const text = await command.render(cleanDeep(result), view);
  if (command.paged === true && (await isPaged(text, view, host))) return;
  await printText(text, view.color);
}

/** Shows a text that is longer than the terminal page by page; false where it is to be printed. */
async function isPaged(text: string, { color }: View, host: Host): Promise<boolean> {
  const { page, pagerFor, surroundings } = await import('../terminal/pager.js');
  const pager = pagerFor(text, surroundings());
  return pager !== undefined && page(safeText(text, color), pager, host);
}

/** Global switches are environment, so that every layer and child process sees the same. */
function applyGlobalFlags({ flags }: Parsed): void {
  if (flags['offline'] === true) process.env['NIXAI_OFFLINE'] = '1';
  if (flags['debug'] === true) process.env['NIXAI_LOG_LEVEL'] = 'debug';
  else if (flags['quiet'] === true) process.env['NIXAI_LOG_LEVEL'] = 'error';
}
