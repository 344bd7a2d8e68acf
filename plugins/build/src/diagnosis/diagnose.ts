import { commands, isNixaiError, nix, type CommandContext, type View } from '@nixai/api';
import type { Course } from '../course/course.js';

type Context = Pick<CommandContext, 'host' | 'signal' | 'view'>;

/** What `nixai diagnose` says, as data and as it shows it itself. */
export interface Diagnosed {
  readonly result: unknown;
  show(view: View): Promise<string>;
}

/** Bytes of a log that are read: its end, where what failed stands. */
const mostRead = 4 << 20;
const mostDerivations = 3;

/**
 * What the rules make of what failed, where the command is installed.
 * @param full all that is known, and not only what fits on a screen.
 */
export async function diagnose(
  { host, signal, view }: Context,
  log: string,
  full: boolean,
): Promise<Diagnosed | undefined> {
  if (log.trim() === '' || !host.hasCommand('diagnose')) return undefined;
  const session = (await host.service(commands)).open({ signal, view });
  try {
    const said = await session.invoke('diagnose', {
      argv: ['--no-ai', ...(full ? ['--full'] : [])],
      stdin: log,
    });
    return { result: said.result, show: (own) => said.render(own) };
  } catch (error) {
    // What another command cannot say takes nothing from what Nix says.
    if (isNixaiError(error) && !signal.aborted) return undefined;
    throw error;
  } finally {
    await session.close();
  }
}

/** The logs of the derivations that failed, as Nix keeps them, and what Nix says itself. */
export async function logOfFailure(
  { host, signal }: Pick<Context, 'host' | 'signal'>,
  failed: readonly string[],
  errors: readonly string[],
  course: Course,
): Promise<string> {
  const logs: string[] = [];
  for (const derivation of failed.slice(0, mostDerivations))
    logs.push(await logOf(derivation, course.logOf(derivation)));
  return [...logs, ...errors].filter((text) => text !== '').join('\n');

  async function logOf(derivation: string, seen: readonly string[]): Promise<string> {
    const service = await host.service(nix);
    try {
      let text = '';
      for await (const line of service.log({ path: derivation }, { signal }))
        text = `${text}${line}\n`.slice(-mostRead);
      return text;
    } catch (error) {
      if (signal.aborted || !isNixaiError(error)) throw error;
      // Built elsewhere, or kept nowhere.
      return seen.join('\n');
    }
  }
}
