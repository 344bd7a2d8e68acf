import { ExitCode, NixaiError } from '@nixai/api';
import { readReport } from '../history/history.js';
import type { HealthResult } from '../results/report.js';
import { isTrouble } from '../run/status.js';

/**
 * Marks what was so already in an earlier report (`--json` of one is a baseline). What is worse now
 * counts.
 * @throws NixaiError `health-no-baseline` (exit 5).
 */
export async function withBaseline(
  path: string,
  results: readonly HealthResult[],
): Promise<readonly HealthResult[]> {
  const before = await readReport(path).catch((error: NodeJS.ErrnoException) => {
    throw refused(path, error.code === 'ENOENT' ? 'it is not there' : error.message);
  });
  if (before === undefined) throw refused(path, 'it is no report of nixai health --json');
  const was = new Map(before.results.map((one) => [keyOf(one), one.status]));
  return results.map((one) =>
    isTrouble(one.status) && was.get(keyOf(one)) === one.status ? { ...one, known: true } : one,
  );
}

const keyOf = ({ check, target }: HealthResult): string => `${check}\0${target ?? ''}`;

const refused = (path: string, why: string): NixaiError =>
  new NixaiError({
    code: 'health-no-baseline',
    what: `${path} cannot be used as a baseline`,
    why,
    hint: `nixai health --json --output ${path}`,
    exitCode: ExitCode.refused,
  });
