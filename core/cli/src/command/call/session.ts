import { Readable } from 'node:stream';
import {
  ExitCode,
  NixaiError,
  logLevels,
  type CalledTool,
  type CommandInput,
  type CommandSession,
  type ConfigValues,
  type Host,
  type Invocation,
  type LoadedCommand,
  type OwnOfCall,
  type Redactor,
  type Session,
  type View,
} from '@nixai/api';
import { clean, cleanDeep, createCleaner, createRedactor } from '@nixai/safety';
import type { OwnHost } from '../../host/host.js';
import { createPrompt, createView } from '../../terminal/index.js';
import type { RunningContext } from '../context.js';
import { createTasks } from '../../tasks/index.js';
import { asFailure, toldOf } from '../failure.js';
import { jsonText } from '../output.js';
import { parseCommand, type Parsed } from '../parse.js';
import { rendered } from '../rendered.js';
import { commandAt, type Catalog } from '../catalog.js';
import { inputWords } from './inputWords.js';
import { findTool, toolAnswer, toolInput } from './tools.js';

/** Calls from inside of the process: everything that they build is the session's own. */
export function openSession(host: OwnHost, catalog: Catalog, session: Session): CommandSession {
  // What is hidden from one person's session is no business of another's.
  let made: Promise<Redactor> | undefined;
  const redactor = () => (made ??= createRedactor());
  const hostOf = (switches: Partial<ConfigValues>) => ({
    ...hostOptions(session, switches),
    redactor,
  });
  const own = host.fork(hostOf({}));

  async function invoke<R>(
    id: string,
    input: CommandInput = {},
    own: OwnOfCall = {},
  ): Promise<Invocation<R>> {
    return call<R>(await find(catalog, id), input, { ...session, ...own });
  }

  async function call<R>(
    command: LoadedCommand,
    input: CommandInput,
    caller: Session,
  ): Promise<Invocation<R>> {
    const parsed = await parseCommand(command, inputWords(command, input));
    const switches = switchesOf(parsed);
    // A switch of one call must not be on in the next: such a call has a host for itself.
    const isApart = Object.keys(switches).length > 0;
    const scope = isApart ? own.fork(hostOf(switches)) : own;
    const run = scope.startRun();
    try {
      const context = await createContext(run, parsed, input.stdin, caller);
      const result = await command.work(context);
      const document = (await redactor()).redactDeep(result);
      return {
        result: document as R,
        exitCode: command.exitCode?.(result) ?? ExitCode.ok,
        render: (view = context.view) =>
          parsed.flags['json'] === true
            ? jsonText(document)
            : rendered(command, cleanDeep(result), parsed.flags, view),
      };
    } catch (error) {
      throw new NixaiError(await toldOf(asFailure(error), await redactor()));
    } finally {
      await run.dispose();
      if (isApart) await scope.dispose();
    }
  }

  async function callTool(
    name: string,
    given: Readonly<Record<string, unknown>> = {},
    own: OwnOfCall = {},
  ): Promise<CalledTool> {
    const { command, tool } = await findTool(catalog, name);
    const { result } = await call(command, toolInput(tool, given), { ...session, ...own });
    return toolAnswer(tool, cleanDeep(result));
  }

  return { invoke, callTool, close: () => own.dispose() };
}

/** @throws NixaiError `unknown-command`. */
async function find(catalog: Catalog, id: string): Promise<LoadedCommand> {
  const found = commandAt(catalog(), id.split(/[ :]/));
  if (found === undefined || found.rest.length > 0) throw unknownCommand(id);
  return found.entry.load();
}

export function unknownCommand(typed: string): NixaiError {
  return new NixaiError({
    code: 'unknown-command',
    what: `there is no command "${typed}"`,
    hint: 'nixai --help',
    exitCode: ExitCode.usage,
  });
}

/** What the global switches of one call say of the configuration. */
function switchesOf({ flags }: Parsed): Partial<ConfigValues> {
  const asked = logLevels.find((one) => one === flags['log-level']);
  const level = flags['debug'] === true ? 'debug' : flags['quiet'] === true ? 'error' : asked;
  return {
    ...(flags['offline'] === true && { offline: true }),
    ...(level !== undefined && { log_level: level }),
  };
}

function hostOptions({ offline, sink }: Session, switches: Partial<ConfigValues>) {
  return {
    flags: { ...(offline === true && { offline }), ...switches },
    writeError: (text: string) => sink?.({ type: 'notice', text }),
  };
}

async function createContext(
  host: Host,
  { flags, args, argv }: Parsed,
  stdin: string | undefined,
  { signal = new AbortController().signal, prompt, sink, view }: Session,
): Promise<RunningContext> {
  const json = view === undefined || flags['json'] === true;
  const quiet = flags['quiet'] === true;
  const streamed = createCleaner();
  const progress = (label: string): void => {
    if (!quiet) sink?.({ type: 'progress', label });
  };
  const context: RunningContext = {
    host,
    flags,
    args,
    argv,
    signal,
    json,
    quiet,
    terminal: false,
    tasks: createTasks((event) => sink?.({ type: 'task', event }), signal),
    carryOut: async (plan, approval = {}) =>
      (await import('../../plan/index.js')).carryOut(plan, approval, context),
    view: view ?? (await plainView()),
    prompt: prompt ?? createPrompt(false, signal),
    progress(label) {
      progress(label);
      return { update: progress, stop: () => {} };
    },
    emit: (data) => sink?.({ type: 'event', data }),
    notice(text) {
      if (!quiet) sink?.({ type: 'notice', text: clean(text) });
    },
    write(text) {
      if (!json) sink?.({ type: 'text', text: streamed.push(text) });
    },
    draw(markdown) {
      if (!json) sink?.({ type: 'text', text: `${context.view.markdown(clean(markdown))}\n\n` });
    },
    stdin: async () => (stdin === '' ? undefined : stdin),
    piped: () => (stdin === undefined ? undefined : Readable.from([Buffer.from(stdin)])),
  };
  return context;
}

/** 80 columns without colour, as in a pipe. */
function plainView(): Promise<View> {
  return createView({ color: false, width: 80, rich: false });
}
