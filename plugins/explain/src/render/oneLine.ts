/** Text on one line, cut with an ellipsis where it is longer than `length` characters. */
export function oneLine(text: string, length = Infinity): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, Math.max(0, length - 1)).trimEnd()}…` : line;
}
