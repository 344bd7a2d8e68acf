import { NixaiError } from '@nixai/api';

/** Nix ended with a failure; its own words say why. */
export function nixFailed(words: readonly string[], stderr: string, code: number): NixaiError {
  return new NixaiError({
    code: 'nix-failed',
    what: `nix ${commandIn(words)} failed`,
    why: lastWords(stderr) || `it ended with ${code}`,
    ...(isRegistryOutOfReach(stderr) && {
      hint: 'with no network only what is here can be named: .#NAME, path:FOLDER#NAME, -f FILE, or a store path',
    }),
  });
}

/** A flake was named by a name of the registry, which is on the web. */
const isRegistryOutOfReach = (stderr: string): boolean =>
  /unable to download '[^']*flake-registry\.json'/.test(stderr);

/** Nix said something that is not understood, or was to be asked what cannot be asked. */
export function nixAnswer(words: readonly string[], why: string): NixaiError {
  return new NixaiError({
    code: 'nix-answer',
    what: `what nix ${commandIn(words)} says is not understood`.replace('  ', ' '),
    why,
    hint: 'nix --version',
  });
}

/** `path-info`, `flake metadata`: the words before the first flag. */
function commandIn(words: readonly string[]): string {
  const end = words.findIndex((word) => word.startsWith('-'));
  return words.slice(0, end < 0 ? 1 : end).join(' ');
}

const mostLines = 8;

/** What Nix says in the end, without colours and without the tries that it made before. */
export function lastWords(stderr: string): string {
  return withoutColors(stderr)
    .trim()
    .split('\n')
    .filter((line) => !/; retrying in |^warning: unable to download/.test(line))
    .slice(-mostLines)
    .join('\n')
    .trim();
}

// eslint-disable-next-line no-control-regex
const colors = /\u001b\[[0-9;]*m/g;

export function withoutColors(text: string): string {
  return text.replace(colors, '');
}
