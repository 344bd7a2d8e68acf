import type { Remote } from '../ssh/remote.js';
import type { Health, Look } from './host/steps.js';

/** What a machine has to pass after the switch, besides letting one in again. */
export interface HealthChecks {
  /** Asked for on the machine itself, so that `localhost` is it. */
  readonly url?: string;
  /** A line for the shell there. */
  readonly command?: string;
  /** Whether no unit at all may have failed, not only none that had not before. */
  readonly strict: boolean;
  /** Seconds for each. */
  readonly timeout: number;
}

const askUrl = `
if command -v curl >/dev/null; then exec curl --fail --silent --show-error --output /dev/null --max-time "$2" -- "$1"; fi
if command -v wget >/dev/null; then exec wget --quiet --output-document=/dev/null --timeout="$2" --tries=1 -- "$1"; fi
echo "there is no curl and no wget on it" >&2
exit 127
`;

/** Whether a machine is well. @throws what `Remote` throws. */
export async function checkHealth(
  remote: Remote,
  checks: HealthChecks,
  before: Pick<Look, 'failedUnits'>,
  now: Pick<Look, 'failedUnits'>,
): Promise<Health> {
  const failed = now.failedUnits ?? [];
  const allowed = checks.strict ? [] : (before.failedUnits ?? []);
  const worse = failed.filter((unit) => !allowed.includes(unit));
  if (worse.length > 0) return { ok: false, why: `units have failed: ${worse.join(', ')}` };
  const timeout = checks.timeout * 1000 + 5_000;
  if (checks.url !== undefined) {
    const said = await remote.script(askUrl, [checks.url, String(checks.timeout)], { timeout });
    if (said.code !== 0)
      return { ok: false, why: `${checks.url}: ${lastLine(said.stderr, said.code)}` };
  }
  if (checks.command !== undefined) {
    const said = await remote.run(['sh', '-c', checks.command], { timeout });
    if (said.code !== 0)
      return {
        ok: false,
        why: `the health command: ${lastLine(said.stderr || said.stdout, said.code)}`,
      };
  }
  return { ok: true };
}

const lastLine = (text: string, code: number): string =>
  text.trim().split('\n').at(-1) || `it ended with ${code}`;
