import { messageOf, nix, type Host } from '@nixai/api';

/** What a real nixpkgs says of a derivation, without building it. */
export interface InNixpkgs {
  /** Where it is: a path. */
  readonly nixpkgs: string;
  readonly derivation?: string;
  readonly failure?: string;
}

/** The nixpkgs of `NIXAI_NIXPKGS`, or of `<nixpkgs>`; undefined where neither is there. */
export async function findNixpkgs(host: Host, signal: AbortSignal): Promise<string | undefined> {
  const named = process.env['NIXAI_NIXPKGS'];
  if (named !== undefined && named !== '') return named;
  const service = await host.service(nix);
  const expr = 'builtins.toString (builtins.findFile builtins.nixPath "nixpkgs")';
  return service
    .eval<string>({ expr, impure: true }, { signal, timeout: 30_000 })
    .catch(() => undefined);
}

/** The expression that calls a derivation in a nixpkgs. */
export function callIn(nixpkgs: string, derivation: string): string {
  return `(import ${JSON.stringify(nixpkgs)} { }).callPackage (${derivation}) { }`;
}

/**
 * Evaluates a derivation as nixpkgs would: a name that it does not have, or an argument that its
 * builders refuse, is told as Nix tells it.
 * @param cwd where its relative paths begin.
 */
export async function evaluateIn(
  host: Host,
  nixpkgs: string,
  text: string,
  cwd: string,
  signal: AbortSignal,
): Promise<InNixpkgs> {
  const service = await host.service(nix);
  const expr = `(${callIn(nixpkgs, text)}).drvPath`;
  try {
    const derivation = await service.eval<string>(
      { expr, impure: true },
      { signal, timeout: 300_000, cwd },
    );
    return { nixpkgs, derivation };
  } catch (error) {
    signal.throwIfAborted();
    const message = messageOf(error);
    const line = message
      .split('\n')
      .findLast((one) => /error:/.test(one) && !/while /.test(one))
      ?.replace(/^.*?error:\s*/, '');
    return { nixpkgs, failure: line ?? message.split('\n')[0] };
  }
}
