import type { LogLine } from '@nixai/api';

// What a builder prints only when all that came before has succeeded.
const laterPhase =
  /^(?:Running phase: (?:installPhase|fixupPhase|installCheckPhase|distPhase)|installing$|post-installation fixup|shrinking RPATHs of ELF|stripping \(with command)/;

const failed =
  /failed with exit code|builder failed|make(?:\[\d+\])?: \*\*\*|Cannot build|ninja: build stopped|dependencies of derivation/;

/**
 * Whether what a builder printed did not stop it: after the line it went on to install, and no
 * failure came between. Test suites print errors on purpose. Where a log does not say which builder
 * a line is from, a later failure may be this one's.
 */
export function survived(lines: readonly LogLine[], index: number): boolean {
  // Nix' own word that a build failed, above the lines that it quotes.
  if (failed.test(lines[index]?.text ?? '')) return false;
  const rest = lines.slice(index + 1);
  const later = rest.findIndex(({ text }) => laterPhase.test(text));
  const mixed = lines[index]?.source === undefined;
  return later >= 0 && !(mixed ? rest : rest.slice(0, later)).some(({ text }) => failed.test(text));
}
