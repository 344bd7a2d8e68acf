import { isNixaiError, processes, type Host, type RunResult } from '@nixai/api';
import { run, type Argv } from '../../programs.js';
import type { Access } from '../engine.js';
import { resticEnvironment, shownAddress } from './environment.js';
import { isLocked, resticFailed } from './faults.js';

interface Options {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** Exit codes besides 0 that are an answer. */
  readonly answers?: readonly number[];
}

/** The program restic, on one repository. */
export interface Restic {
  /** Runs it to its end. @throws NixaiError for what its exit says. */
  run(words: readonly [string, ...string[]], options: Options): Promise<RunResult>;
  /** The same, with each line of JSON as it comes. */
  follow(
    words: readonly [string, ...string[]],
    options: Options & { readonly onEvent: (event: ResticEvent) => void },
  ): Promise<void>;
  readonly place: string;
}

/** A line of `--json`. */
export interface ResticEvent {
  readonly message_type?: string;
  readonly bytes_done?: number;
  readonly bytes_restored?: number;
  readonly total_bytes?: number;
  readonly data_added?: number;
  readonly snapshot_id?: string;
}

export function createRestic(access: Access, repository: string): Restic {
  const { host, options: more } = access;
  const env = resticEnvironment(repository, access);
  const place = shownAddress(repository);
  const settings = more.flatMap((one) => ['--option', one]);
  const argv = (words: readonly string[]): Argv => ['restic', ...settings, ...words];

  async function once(words: readonly [string, ...string[]], options: Options) {
    const { signal, cwd, answers = [] } = options;
    const said = await run(host, argv(words), { signal, env, ...(cwd !== undefined && { cwd }) });
    const isAnswer = answers.includes(said.code) && !isLocked(said.code, said.stderr);
    if (said.code !== 0 && !isAnswer)
      throw resticFailed(place, words[0], said.code, `${said.stderr}\n${lastText(said.stdout)}`);
    return said;
  }

  return {
    place,
    run: (words, options) => unlocked(host, env, argv, options.signal, () => once(words, options)),
    follow: (words, options) =>
      unlocked(host, env, argv, options.signal, () =>
        follow(host, argv(words), { ...options, env, place, what: words[0] }),
      ),
  };
}

/** What is no JSON of what it said. */
const lastText = (stdout: string): string =>
  stdout
    .split('\n')
    .filter((line) => !line.startsWith('{') && !line.startsWith('['))
    .slice(-5)
    .join('\n');

/**
 * A restic that was killed, or asked to end, leaves its lock. `restic unlock` takes away those of
 * processes that are no more, and no others: where one is met it is tried once again, and one that our
 * own may have left goes at once.
 */
async function unlocked<T>(
  host: Host,
  env: Readonly<Record<string, string>>,
  argv: (words: readonly string[]) => Argv,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = isNixaiError(error) ? error.code : '';
    if (code === 'store-locked') {
      await run(host, argv(['unlock']), { signal, env });
      return work();
    }
    if (mayLeaveLock.has(code))
      await run(host, argv(['unlock']), { signal: AbortSignal.timeout(8_000), env }).catch(
        () => {},
      );
    throw error;
  }
}

const mayLeaveLock: ReadonlySet<string> = new Set([
  ...['store-step-failed', 'store-no-space', 'interrupted'],
]);

async function follow(
  host: Host,
  argv: Argv,
  {
    signal,
    cwd,
    env,
    place,
    what,
    answers = [],
    onEvent,
  }: Options & {
    readonly env: Readonly<Record<string, string>>;
    readonly place: string;
    readonly what: string;
    readonly onEvent: (event: ResticEvent) => void;
  },
): Promise<void> {
  const runner = await host.service(processes);
  const program = await runner.start(argv, { signal, env, ...(cwd !== undefined && { cwd }) });
  program.stdin.end();
  const said: string[] = [];
  const errors = (async () => {
    for await (const line of program.lines('stderr')) said.push(line);
  })();
  for await (const line of program.lines()) {
    const event = eventIn(line);
    if (event === undefined) said.push(line);
    else onEvent(event);
  }
  await errors;
  const { code } = await program.exited;
  if (code !== 0 && !answers.includes(code))
    throw resticFailed(place, what, code, said.slice(-20).join('\n'));
}

function eventIn(line: string): ResticEvent | undefined {
  try {
    const said = JSON.parse(line) as unknown;
    return typeof said === 'object' && said !== null ? said : undefined;
  } catch {
    return undefined;
  }
}
