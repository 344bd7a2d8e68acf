type Argv = readonly [string, ...string[]];

interface Again {
  /** The words that it begins with. */
  readonly begins: readonly string[];
  /** What is run in their place: it evaluates, and neither builds nor changes anything. */
  readonly instead: Argv;
  /** Flags that may be kept, with how many words follow each. */
  readonly flags: Readonly<Record<string, number>>;
  /** Flags that say where the result is linked: left out, with how many words follow each. */
  readonly without?: Readonly<Record<string, number>>;
  /** Whether words that are no flags may follow. */
  readonly words: boolean;
}

const evaluating = {
  '--show-trace': 0,
  '--impure': 0,
  '-I': 1,
  '--option': 2,
  '--arg': 2,
  '--argstr': 2,
  '--system': 1,
  '--keep-going': 0,
  '-k': 0,
  '-L': 0,
  '--print-build-logs': 0,
  '-v': 0,
  '--verbose': 0,
  '--override-input': 2,
  '--no-write-lock-file': 0,
  '--accept-flake-config': 0,
  '--extra-experimental-features': 1,
  '--experimental-features': 1,
} as const;

const rebuild = (action: string): Again => ({
  begins: ['nixos-rebuild', action],
  instead: ['nixos-rebuild', 'dry-build'],
  flags: { ...evaluating, '--flake': 1, '--fast': 0, '--no-build-nix': 0, '-p': 1 },
  words: false,
});

const known: readonly Again[] = [
  {
    begins: ['nix', 'build'],
    instead: ['nix', 'build', '--dry-run', '--no-link'],
    flags: { ...evaluating, '--file': 1, '-f': 1, '--expr': 1 },
    without: { '-o': 1, '--out-link': 1, '--no-link': 0, '--print-out-paths': 0, '--json': 0 },
    words: true,
  },
  {
    begins: ['nix', 'flake', 'check'],
    instead: ['nix', 'flake', 'check', '--no-build'],
    flags: { ...evaluating, '--all-systems': 0 },
    without: { '--no-build': 0 },
    words: true,
  },
  {
    begins: ['nix-build'],
    instead: ['nix-build', '--dry-run', '--no-out-link'],
    flags: { ...evaluating, '-A': 1, '--attr': 1, '-E': 0, '--expr': 0 },
    without: { '-o': 1, '--out-link': 1, '--no-out-link': 0 },
    words: true,
  },
  ...['switch', 'boot', 'test', 'build', 'dry-build', 'dry-activate', 'build-vm'].map(rebuild),
];

/**
 * How a command can be evaluated once more so that nothing is built and nothing changed; undefined where
 * that is not known of each of its words. Never the command itself.
 */
export function harmlessAgain(line: string): Argv | undefined {
  const words = plainWords(line);
  if (words === undefined) return undefined;
  const own = words[0] === 'sudo' || words[0] === 'doas' ? words.slice(1) : words;
  const again = known.find(({ begins }) => begins.every((word, at) => own[at] === word));
  if (again === undefined) return undefined;
  const kept: string[] = [];
  const rest = own.slice(again.begins.length);
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const left = again.without?.[word];
    const follow = left ?? again.flags[word] ?? (isWord(word) && again.words ? 0 : undefined);
    if (follow === undefined || at + follow >= rest.length) return undefined;
    if (left === undefined) kept.push(...rest.slice(at, at + follow + 1));
    at += follow;
  }
  return [...again.instead, ...kept];
}

const isWord = (word: string): boolean => !word.startsWith('-');

/** The words of a line in which a shell would find nothing but words. */
function plainWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  const word = /\s*(?:([\w./#@:=+,%^-]+)|'([^']*)'|"([^"$`\\!]*)")(?=\s|$)/y;
  const text = line.trim();
  while (word.lastIndex < text.length) {
    const found = word.exec(text);
    if (found === null) return undefined;
    const bare = found[1];
    if (bare?.startsWith('#') === true) return undefined;
    words.push(bare ?? found[2] ?? found[3] ?? '');
  }
  return words;
}
