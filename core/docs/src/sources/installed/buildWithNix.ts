import { NixaiError, processes, type Host } from '@nixai/api';

/** Milliseconds: a first evaluation of a large configuration on a slow machine. */
const timeout = 20 * 60_000;

/**
 * Builds something with Nix and gives its store path. Nothing is linked or activated.
 * @param words of `nix build`, after its own flags.
 * @param instead a command that gets the options without Nix.
 * @throws NixaiError `program-missing`, or `build-failed` with Nix's last words.
 */
export async function buildWithNix(
  host: Host,
  words: readonly string[],
  instead: string,
  signal: AbortSignal,
): Promise<string> {
  const runner = await host.service(processes);
  const argv = [
    'nix',
    '--extra-experimental-features',
    'nix-command flakes',
    'build',
    '--no-link',
    // `--print-out-paths` is newer than some of the Nix that is in use.
    '--json',
    '--no-write-lock-file',
    ...words,
  ] as const;
  const { code, stdout, stderr } = await runner.run([...argv], { timeout, signal });
  const path = code === 0 ? outputOf(stdout) : undefined;
  if (path !== undefined) return path;
  throw new NixaiError({
    code: 'build-failed',
    what: 'Nix could not build the list of options',
    why: lastWords(stderr) || `nix ended with ${code}`,
    hint: instead,
  });
}

/** Without the tries that Nix makes before it gives up. */
function lastWords(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines
    .filter((line) => !/; retrying in /.test(line))
    .slice(-8)
    .join('\n');
}

function outputOf(json: string): string | undefined {
  const [built] = JSON.parse(json) as { outputs?: { out?: string } }[];
  return built?.outputs?.out;
}
