/**
 * A question needs no command word: `nixai "how do I …"`, `nixai --ask "…"`, `nixai -a "…"`, and
 * flags before it (`nixai --no-ai "…"`) all mean `nixai ask …`.
 */
export function toCommandLine(argv: readonly string[]): string[] {
  const [first, ...others] = argv;
  if (first === undefined || isHelp(argv)) return [...argv];
  if (first === '--ask' || first === '-a') return ['ask', ...others];
  const attached = /^(?:--ask|-a)=(.*)$/s.exec(first);
  if (attached?.[1] !== undefined) return ['ask', attached[1], ...others];
  return first.startsWith('-') || isSentence(first) ? ['ask', ...argv] : [...argv];
}

function isHelp(argv: readonly string[]): boolean {
  return (
    argv.every((word) => word.startsWith('-')) && argv.some((word) => /^(--help|-h)$/.test(word))
  );
}

/** One quoted argument of several words, or a single word with a question mark. */
function isSentence(word: string): boolean {
  return /\s/.test(word.trim()) || word.endsWith('?');
}
