const words = new Set(['linux', 'unix', 'cgo', 'amd64', 'gc']);

/** Whether a file is part of a build for Linux with cgo and these tags, by its `//go:build` line. */
export function isBuilt(source: string, tags: ReadonlySet<string>): boolean {
  const line = /^\/\/go:build[ \t]+(.+)$/m.exec(source.slice(0, 4000))?.[1];
  if (line === undefined)
    return !/^\/\/[ \t]*\+build[ \t]+(?:ignore|tools|generate)\b/m.test(source);
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
    if (token !== '(')
      return token !== undefined && (words.has(token) || tags.has(token) || /^go1/.test(token));
    const value = either();
    at++;
    return value;
  };
  return either();
}
