import { shellWord, type StoreDerivation } from '@nixai/api';
import type { Failed } from '../results/debugged.js';

/**
 * The command that opens a shell in a derivation's environment, and what runs there what failed. `nix-shell` does
 * so in each version of Nix, with and without flakes, and for builders that are no bash.
 */
export function openingFor(
  drv: StoreDerivation,
  folder: string,
  phase: string | undefined,
): Pick<Failed, 'shell' | 'again'> {
  const isStandard = drv.env['stdenv'] !== undefined;
  const outputs = Object.keys(drv.outputs).map(
    (name) => `export ${name}=${shellWord(`${folder}/outputs/${name}`)}`,
  );
  // The store can't be written to: as `nix develop` does it, its outputs lie beside it.
  const inside = [`cd ${shellWord(folder)}`, ...outputs, 'mkdir -p outputs', 'return'].join('; ');
  return {
    // Without what is in the person's own PATH: a tool that the build has not is not found there either.
    shell: ['nix-shell', drv.path, ...(isStandard ? ['--pure'] : []), '--command', inside],
    again: isStandard
      ? `phases=${shellWord(phase ?? 'buildPhase')} genericBuild`
      : [drv.builder, ...drv.args].map(shellWord).join(' '),
  };
}
