import type { Remote } from '../ssh/remote.js';

/** Where $1 is given vulnix looks, which fetches its list and keeps it there; else it is only looked for. */
const script = `command -v vulnix >/dev/null || { echo absent; exit 0; }
[ -n "$1" ] || { echo there; exit 0; }
vulnix --system --json 2>/dev/null; exit 0`;

const timeout = 600_000;

/** What vulnix knows of a machine's packages, in a line, where it is installed there. */
export async function askVulnix(
  remote: Remote,
  isWanted: boolean,
  signal: AbortSignal,
): Promise<string> {
  const { stdout, truncated } = await remote.script(script, [isWanted ? 'look' : ''], {
    signal,
    timeout,
    maxOutput: 16 * 1024 * 1024,
    whole: true,
  });
  if (stdout.trim() === 'absent') return 'not looked for: there is no vulnix on it';
  if (stdout.trim() === 'there') return 'not looked for: --vulnerabilities has its vulnix look';
  try {
    const all: unknown = truncated ? undefined : JSON.parse(stdout);
    if (!Array.isArray(all)) return 'not known: the words of vulnix were not understood';
    const names = all.flatMap((one: unknown) =>
      typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string'
        ? [one.name]
        : [],
    );
    return names.length === 0
      ? 'vulnix knows of none'
      : `vulnix names ${names.length} packages, by name and version alone: ${names.slice(0, 8).join(', ')}`;
  } catch {
    return 'not known: vulnix did not answer';
  }
}
