import {
  ExitCode,
  NixaiError,
  commands,
  isNixaiError,
  type CommandContext,
  type CommandSession,
  type Invocation,
  type View,
} from '@nixai/api';
import { lastRecorded } from '../record/recorded.js';
import type { ShellWhy } from '../results/why.js';
import { ways, type Evidence } from './evidence.js';
import { lastCommand, type LastCommand } from './lastCommand.js';

type Context = Pick<
  CommandContext,
  'host' | 'signal' | 'view' | 'prompt' | 'notice' | 'progress' | 'json'
>;

interface Diagnosis {
  readonly outcome: ShellWhy['outcome'];
}

/** What is known, and how `diagnose` itself shows it. */
export type Why = ShellWhy & {
  show(view: View): Promise<string>;
};

/**
 * Explains the command that failed last in the shell that asks.
 * @param flags for `diagnose`: `--full`, `--no-ai`.
 */
export async function why(context: Context, flags: readonly string[]): Promise<Why> {
  const { host, signal } = context;
  if (!host.hasCommand('diagnose')) throw noDiagnose();
  const last = lastCommand(process.env) ?? (await lastRecorded(host));
  if (last === undefined) throw nothingFailed();
  const session = (await host.service(commands)).open({
    signal,
    prompt: context.prompt,
    view: context.view,
    sink: (event) => event.type === 'notice' && context.notice(event.text),
  });
  const progress = context.progress('Looking for what it said');
  try {
    const found = await firstThatTells(context, session, last, flags);
    if (found === undefined) throw nothingSeen(last);
    return found;
  } finally {
    progress.stop();
    await session.close();
  }
}

/** The first way that leads to a cause; else the first that leads anywhere. */
async function firstThatTells(
  { host, signal }: Context,
  session: CommandSession,
  last: LastCommand,
  flags: readonly string[],
): Promise<Why | undefined> {
  let less: Why | undefined;
  for (const find of ways) {
    const evidence = await find(host, last, signal).catch(unlessLeft(signal));
    if (evidence === undefined) continue;
    const said = await diagnosed(session, evidence, flags).catch(unlessLeft(signal));
    if (said === undefined) continue;
    const { command, status, folder } = last;
    const { kind, from } = evidence;
    const { outcome } = said.result;
    const shown = { command, status, folder, kind, from, outcome, diagnosis: said.result };
    const answer = { ...shown, show: (view: View) => said.render(view) };
    if (outcome === 'diagnosed') return answer;
    if (less === undefined || rank(outcome) > rank(less.outcome)) less = answer;
  }
  return less;
}

const rank = (outcome: ShellWhy['outcome']): number => (outcome === 'nothing-wrong' ? 0 : 1);

/** Where one way fails the next one is tried. */
const unlessLeft =
  (signal: AbortSignal) =>
  (error: unknown): undefined => {
    if (signal.aborted || !isNixaiError(error)) throw error;
  };

function diagnosed(
  session: CommandSession,
  { input }: Evidence,
  flags: readonly string[],
): Promise<Invocation<Diagnosis>> {
  const { argv, stdin } = input as { argv: readonly string[]; stdin?: string };
  return session.invoke<Diagnosis>('diagnose', { argv: [...argv, ...flags], stdin });
}

const noDiagnose = (): NixaiError =>
  new NixaiError({
    code: 'plugin-missing',
    what: 'what failed is explained by nixai diagnose, which is not installed',
    hint: 'nixai plugins install @nixai/plugin-diagnose',
    exitCode: ExitCode.usage,
  });

const nothingFailed = (): NixaiError =>
  new NixaiError({
    code: 'shell-nothing-failed',
    what: 'nixai knows of no command of Nix that failed in this shell',
    why: 'only the shell itself knows: where it has the script (nixai shell status), Alt-N and nixai-why ask it',
    hint: 'nixai-why; or, where that is no command: nixai shell install',
    exitCode: ExitCode.refused,
  });

const nothingSeen = ({ command }: LastCommand): NixaiError =>
  new NixaiError({
    code: 'shell-nothing-seen',
    what: `what "${command}" said is not to be had`,
    why: 'Nix kept no log of it, no terminal that can be asked remembers it, and it is none that is harmless to evaluate again',
    hint: 'paste it: nixai diagnose --interactive; or next time: nixai run -- COMMAND',
    exitCode: ExitCode.refused,
  });
