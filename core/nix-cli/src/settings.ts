import type { NixOptions } from '@nixai/api';
import { isNixFailure, type Program } from './program.js';

/** The settings in effect, by name. */
export async function settings(
  program: Program,
  options: NixOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const said = await program.json(['config', 'show', '--json'], options).catch((error: unknown) => {
    // Its name before 2.20.
    if (isNixFailure(error, /'config' is not a recogni[sz]ed command/))
      return program.json(['show-config', '--json'], options);
    throw error;
  });
  return Object.fromEntries(
    Object.entries(said as Readonly<Record<string, { readonly value?: unknown } | null>>).map(
      ([name, setting]) => [name, setting?.value],
    ),
  );
}
