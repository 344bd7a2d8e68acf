import { messageOf, nix, nixLanguage, type Host } from '@nixai/api';
import { openNames, stubExpression } from './stub.js';

/** What is known of a text that was made. */
export interface DerivationCheck {
  /** Faults of its syntax; none is what there has to be. */
  readonly faults: readonly string[];
  /** `stub` where Nix has evaluated it against names and arguments that are known here. */
  readonly evaluated: 'stub' | 'no';
  /** Why it does not evaluate. */
  readonly failure?: string;
}

/** Parses a derivation and, where there is Nix, evaluates it with the stub: nothing is built or fetched. */
export async function checkDerivation(
  host: Host,
  text: string,
  signal: AbortSignal,
): Promise<DerivationCheck> {
  const faults = (await host.service(nixLanguage))
    .faults(text)
    .map(({ message, line }) => `line ${line}: ${message}`);
  if (faults.length > 0) return { faults, evaluated: 'no' };
  const service = await host.service(nix);
  if ((await service.version().catch(() => undefined)) === undefined)
    return { faults, evaluated: 'no' };
  const expr = `(${stubExpression(openNames(text))}) (${text})`;
  try {
    await service.eval<string>({ expr }, { signal, timeout: 60_000 });
    return { faults, evaluated: 'stub' };
  } catch (error) {
    signal.throwIfAborted();
    const message = messageOf(error);
    // A Nix that cannot start or has no store says nothing of the text.
    if (
      !/has no argument|needs \[|that is known here|attribute|undefined variable|called with/.test(
        message,
      )
    )
      return { faults, evaluated: 'no' };
    return {
      faults,
      evaluated: 'stub',
      failure:
        message
          .split('\n')
          .find((line) => /error:/.test(line) && !/while /.test(line))
          ?.replace(/^.*?error:\s*/, '') ?? message.split('\n')[0],
    };
  }
}
