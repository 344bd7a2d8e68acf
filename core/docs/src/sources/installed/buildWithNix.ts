import { nix, NixaiError, type Host, type NixTarget } from '@nixai/api';

/** Milliseconds: a first evaluation of a large configuration on a slow machine. */
const timeout = 20 * 60_000;

/**
 * Builds something with Nix and gives its store path. Nothing is linked or activated.
 * @param instead a command that gets the options without Nix.
 * @throws NixaiError `program-missing`, or `build-failed` with Nix's last words.
 */
export async function buildWithNix(
  host: Host,
  target: NixTarget,
  instead: string,
  signal: AbortSignal,
): Promise<string> {
  const service = await host.service(nix);
  const args = ['--no-write-lock-file'];
  const { code, built, errors } = await service.build([target], { signal, timeout, args });
  const path = built[0]?.outputs['out'];
  if (code === 0 && path !== undefined) return path;
  throw new NixaiError({
    code: 'build-failed',
    what: 'Nix could not build the list of options',
    why: errors.join('\n') || `nix ended with ${code}`,
    hint: instead,
  });
}
