/**
 * A question needs no command word: `nixai "how do I …"`, `nixai --ask "…"`, `nixai -a "…"`, and
 * flags before it (`nixai --no-ai "…"`) all mean `nixai ask …`.
 */
export function toCommandLine(typed: readonly string[]): string[] {
  const argv = withFlagsBehind(typed);
  const [first, ...others] = argv;
  if (first === undefined) return [];
  if (asksForHelp(argv)) return helpLine(argv);
  // A topic has no document of its own; what it is about has.
  if (first === 'config' && others.length > 0 && others.every((word) => word.startsWith('-')))
    return ['config', 'show', ...others];
  if (first === '--ask' || first === '-a') return ['ask', ...others];
  const attached = /^(?:--ask|-a)=(.*)$/s.exec(first);
  if (attached?.[1] !== undefined) return ['ask', attached[1], ...others];
  return first.startsWith('-') || isSentence(first) ? ['ask', ...argv] : [...argv];
}

/** The flags that every command has, and that take no value. */
const globalFlags: ReadonlySet<string> = new Set([
  '--json',
  '--no-color',
  '--quiet',
  '--offline',
  '--debug',
]);

/** `--json check FILE` is `check FILE --json`; before any other flag, and before a question, they may stay. */
function withFlagsBehind(argv: readonly string[]): readonly string[] {
  const start = argv.findIndex((word) => !globalFlags.has(word));
  const first = argv[start];
  if (start <= 0 || first === undefined || first.startsWith('-') || isSentence(first)) return argv;
  const end = argv.indexOf('--', start);
  const words = argv.slice(start, end < 0 ? undefined : end);
  return [...words, ...argv.slice(0, start), ...(end < 0 ? [] : argv.slice(end))];
}

/** `-h` and `help` are `--help`, wherever they stand; after `--` everything is text. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const isFlag = own.includes('--help') || own.includes('-h');
  return own[0] === 'help' || (isFlag && !own.some(isSentence));
}

/** The command first, then the flag: `-h check` and `help check` are `check --help`. */
function helpLine([first = '', ...others]: readonly string[]): string[] {
  const inWords = [first, ...others].map((word) => (word === '-h' ? '--help' : word));
  if (first !== 'help' && first !== '-h' && first !== '--help') return inWords;
  const words = inWords.slice(1).filter((word) => !word.startsWith('-'));
  const flags = inWords.slice(1).filter((word) => word.startsWith('-') && word !== '--help');
  return [...words, '--help', ...flags];
}

/** One quoted argument of several words, or a single word with a question mark. */
function isSentence(word: string): boolean {
  return /\s/.test(word.trim()) || word.endsWith('?');
}
