const words = new Set(['linux', 'unix', 'cgo', 'amd64', 'gc']);

/** Whether a file is part of a build for Linux with cgo and these tags, by its `//go:build` line. */
export function isBuilt(source: string, tags: ReadonlySet<string>): boolean {
  const head = source.slice(0, 4000);
  const line = /^\/\/go:build[ \t]+(.+)$/m.exec(head)?.[1];
  if (line === undefined)
    return [...head.matchAll(/^\/\/[ \t]*\+build[ \t]+(.+)$/gm)].every((old) =>
      isFor(old[1]!, tags),
    );
  const tokens = line.match(/&&|\|\||[!()]|[\w.]+/g) ?? [];
  let at = 0;
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === '||') {
      at++;
      const other = both();
      value = value || other;
    }
    return value;
  };
  const both = (): boolean => {
    let value = one();
    while (tokens[at] === '&&') {
      at++;
      const other = one();
      value = value && other;
    }
    return value;
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (token === '!') return !one();
    if (token !== '(') return token !== undefined && isTrue(token, tags);
    const value = either();
    at++;
    return value;
  };
  return either();
}

/** A condition of `#cgo` or of an old `+build` line: `linux,!wayland freebsd` is either of two. */
export function isFor(condition: string, tags: ReadonlySet<string>): boolean {
  const either = condition.trim().split(/\s+/);
  return (
    condition.trim() === '' ||
    either.some((all) =>
      all
        .split(',')
        .every((word) =>
          word.startsWith('!') ? !isTrue(word.slice(1), tags) : isTrue(word, tags),
        ),
    )
  );
}

function isTrue(word: string, tags: ReadonlySet<string>): boolean {
  return words.has(word) || tags.has(word) || /^go1/.test(word);
}
