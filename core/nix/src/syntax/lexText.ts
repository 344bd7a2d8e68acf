/**
 * Where the text of a `"…"` string ends: at the closing quote, at `${`, or at the end of the file.
 * A dollar takes the character after it along, so `$${x}` is plain text.
 */
export function lexText(source: string, start: number): number {
  let at = start;
  while (at < source.length) {
    switch (source.charCodeAt(at)) {
      case 0x22:
        return at;
      case 0x5c:
        at += 2;
        break;
      case 0x24: {
        const next = source[at + 1];
        if (next === '{') return at;
        at += next === '"' || next === '\\' ? 1 : 2;
        break;
      }
      default:
        at++;
    }
  }
  return source.length;
}

/** The same for an indented string, where `''$`, `'''` and `''\` escape. */
export function lexIndentedText(source: string, start: number): number {
  let at = start;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === 0x24) {
      const next = source[at + 1];
      if (next === '{') return at;
      at += next === "'" ? 1 : 2;
    } else if (code === 0x27 && source[at + 1] === "'") {
      const escaped = source[at + 2];
      if (escaped === '\\') at += 4;
      else if (escaped === '$' || escaped === "'") at += 3;
      else return at;
    } else at++;
  }
  return source.length;
}
