import {
  ExitCode,
  NixaiError,
  shellWord,
  type CommandRunner,
  type Host,
  type LoadedCommand,
  type View,
} from '@nixai/api';
import { cleanDeep, processRedactor, recoverChanges, safeText } from '@nixai/safety';
import type { OwnHost } from '../host/host.js';
import { createContext, type RunningContext } from './context.js';
import { asFailure, reportFailure } from './failure.js';
import { interruptible } from './interrupt.js';
import { printJson, printText } from './output.js';
import { parseCommand, tellingOf, type Parsed } from './parse.js';
import { rendered } from './rendered.js';

/** Runs the command that the process was started with: parses, calls, prints, and sets its end. */
export function createRunner(host: OwnHost): CommandRunner {
  return {
    async run(command, argv) {
      const run = host.startRun();
      try {
        const parsed = await parseCommand(command, argv);
        refuseFlagsFirst(host, command, argv, parsed);
        return await interruptible(
          (signal) => runParsed(run, command, parsed, signal),
          command.grace,
        );
      } catch (error) {
        await reportFailure(asFailure(error), tellingOf(argv), command.errorExit?.(argv));
        return undefined;
      } finally {
        await run.dispose();
        await host.dispose();
      }
    },
  };
}

/** `build --json retry`: a command below this one is found only where no flag stands before its name. */
function refuseFlagsFirst(
  host: Host,
  { id = '' }: LoadedCommand,
  argv: readonly string[],
  { argv: [word] }: Parsed,
): void {
  const below = `${id.replaceAll(':', ' ')} ${word ?? ''}`;
  if (argv[0]?.startsWith('-') !== true || argv.includes('--') || !host.hasCommand(below)) return;
  throw new NixaiError({
    code: 'usage',
    what: `${below} is a command, and its flags stand after its name`,
    hint: `nixai ${below} ${argv
      .filter((one) => one !== word)
      .map(shellWord)
      .join(' ')}`,
    exitCode: ExitCode.usage,
  });
}

async function runParsed(
  host: Host,
  command: LoadedCommand,
  parsed: Parsed,
  signal: AbortSignal,
): Promise<unknown> {
  await recoverChanges(host);
  const { context, lines, close } = await createContext(host, parsed, signal, command);
  if (command.deprecated !== undefined) context.notice(`deprecated: ${command.deprecated}`);
  try {
    const result = await command.work(context);
    close();
    await (lines?.end(result) ?? print(host, command, result, context));
    process.exitCode = command.exitCode?.(result) ?? ExitCode.ok;
    return result;
  } finally {
    close();
    await lines?.flush();
  }
}

async function print(
  host: Host,
  command: LoadedCommand,
  result: unknown,
  { json, view, flags }: RunningContext,
): Promise<void> {
  if (json) return printJson((await processRedactor()).redactDeep(result));
  // Whatever a result carries from logs, models or hosts is made harmless here, once, before our
  // own colours are added.
  const harmless = cleanDeep(result);
  const text = await rendered(command, harmless, flags, view);
  if (command.paged === true && (await isPaged(text, view, host))) return;
  await printText(text, view.color);
}

/** Shows a text that is longer than the terminal page by page; false where it is to be printed. */
async function isPaged(text: string, { color }: View, host: Host): Promise<boolean> {
  const { page, pagerFor, surroundings } = await import('../terminal/pager.js');
  const pager = pagerFor(text, surroundings());
  return pager !== undefined && page(safeText(text, color), pager, host);
}
