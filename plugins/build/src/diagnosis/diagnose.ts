import {
  commands,
  isNixaiError,
  nix,
  shellWord,
  type CommandContext,
  type DiagnosisFix,
  type SourcePosition,
  type View,
} from '@nixai/api';
import { nameOf } from '../storeName.js';

type Context = Pick<CommandContext, 'host' | 'signal' | 'view'>;

/** What failed: the log of each derivation whose build did, and what Nix says itself. */
export interface Failure {
  readonly argv: readonly string[];
  readonly logs: readonly { readonly derivation: string; readonly text: string }[];
  readonly errors: readonly string[];
}

/** What `nixai diagnose` says, as data and as it shows it itself. */
export interface Diagnosed {
  readonly result: Diagnosis;
  show(view: View): Promise<string>;
}

/** What of a diagnosis is looked at here. */
export interface Diagnosis {
  readonly outcome: 'diagnosed' | 'not-recognised' | 'nothing-wrong';
  readonly findings: readonly Finding[];
}

export interface Finding {
  readonly class: string;
  readonly role: 'cause' | 'consequence';
  readonly title: string;
  readonly culprit: string;
  readonly message: string;
  readonly at?: SourcePosition;
  readonly facts?: Readonly<Record<string, string | undefined>>;
  readonly fixes: readonly (DiagnosisFix & { readonly elsewhere?: boolean })[];
}

/** Bytes of a log that are read: its end, where what failed stands. */
const mostRead = 4 << 20;
const mostDerivations = 3;

/**
 * What the rules make of what failed, where the command is installed and they know anything of it.
 * @param full all that is known, and not only what fits on a screen.
 */
export async function diagnose(
  { host, signal, view }: Context,
  failure: Failure,
  full: boolean,
): Promise<Diagnosed | undefined> {
  const log = [...failure.logs.map(({ text }) => text), ...failure.errors]
    .filter((text) => text !== '')
    .join('\n');
  if (log.trim() === '' || !host.hasCommand('diagnose')) return undefined;
  const session = (await host.service(commands)).open({ signal, view });
  try {
    const command = `--command=${failure.argv.map(shellWord).join(' ')}`;
    const said = await session.invoke<Diagnosis>('diagnose', {
      argv: ['--no-ai', command, ...(full ? ['--full'] : [])],
      stdin: log,
    });
    // What no rule knows is Nix's to say.
    if (said.result.outcome !== 'diagnosed' || said.result.findings.length === 0) return undefined;
    const knowsWhy = said.result.findings.some(
      ({ role, class: of }) => role === 'cause' && of !== 'builder-failed',
    );
    return {
      result: said.result,
      async show(own) {
        const shown = await said.render(own);
        return knowsWhy ? shown : [shown, ...endsOf(failure, own)].join('\n\n');
      },
    };
  } catch (error) {
    // What another command cannot say takes nothing from what Nix says.
    if (isNixaiError(error) && !signal.aborted) return undefined;
    throw error;
  } finally {
    await session.close();
  }
}

const mostLines = 20;

/** The last lines of what failed, as they are: of each log, and of Nix itself where no build failed. */
export function endsOf({ logs, errors }: Failure, view: View): string[] {
  if (logs.length === 0) return [endOf(errors.join('\n'))];
  return logs.map(({ derivation, text }) => {
    const name = nameOf(derivation);
    if (text.trim() === '') return view.wrap(`The log of ${name} has no line.`);
    return `${view.style.heading(`The end of the log of ${name}`)}\n${endOf(text)}`;
  });
}

const endOf = (text: string): string => text.trimEnd().split('\n').slice(-mostLines).join('\n');

/**
 * The logs of the derivations that failed, as Nix keeps them.
 * @param seen the end of a derivation's log, where it was seen as it ran.
 */
export async function logsOf(
  { host, signal }: Pick<Context, 'host' | 'signal'>,
  failed: readonly string[],
  seen: (derivation: string) => readonly string[] = () => [],
): Promise<Failure['logs']> {
  const logs: { derivation: string; text: string }[] = [];
  for (const derivation of failed.slice(0, mostDerivations))
    logs.push({ derivation, text: await logOf(derivation) });
  return logs;

  async function logOf(derivation: string): Promise<string> {
    const service = await host.service(nix);
    try {
      let text = '';
      for await (const line of service.log({ path: derivation }, { signal }))
        text = `${text}${line}\n`.slice(-mostRead);
      return text;
    } catch (error) {
      if (signal.aborted || !isNixaiError(error)) throw error;
      // Built elsewhere, or kept nowhere.
      return seen(derivation).join('\n');
    }
  }
}
