import { processes, type Host } from '@nixai/api';

/** What decides whether a text is paged. */
interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Rows of the terminal; undefined where stdout or stdin is none. */
  readonly rows?: number;
}

/**
 * The pager for a text, as an argument list: NIXAI_PAGER, else PAGER, else `less`. Undefined where the
 * text fits on the screen, where nobody sits before one, or where the variable is empty or `cat`.
 */
export function pagerFor(
  text: string,
  { env, rows }: Surroundings,
): [string, ...string[]] | undefined {
  const lines = text.split('\n').length;
  if (rows === undefined || env['TERM'] === 'dumb' || lines < rows) return undefined;
  const wanted = env['NIXAI_PAGER'] ?? env['PAGER'] ?? 'less';
  const [program, ...words] = wanted.split(/\s+/).filter((word) => word !== '');
  if (program === undefined || program === 'cat') return undefined;
  // Colours as they are, no clearing of the screen, and no waiting for what fits after all.
  return [program, ...(words.length === 0 && program === 'less' ? ['-RFX'] : words)];
}

/** The surroundings of this process. */
export function surroundings(): Surroundings {
  const { stdin, stdout, env } = process;
  const seen = stdin.isTTY === true && stdout.isTTY === true;
  return { env, rows: seen ? stdout.rows : undefined };
}

/** Hands a text to a pager; false where there is no such program. */
export async function page(
  text: string,
  [program, ...words]: readonly [string, ...string[]],
  host: Host,
): Promise<boolean> {
  const runner = await host.service(processes);
  if ((await runner.which(program)) === undefined) return false;
  await runner.atTerminal([program, ...words], { input: text });
  return true;
}
