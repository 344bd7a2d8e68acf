/** Text on one line, cut with an ellipsis where it is longer than `length` characters. */
export function oneLine(text: string, length = Infinity): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, Math.max(0, length - 1)).trimEnd()}…` : line;
}

/**
 * Markdown as a line of plain text: what is cut short or stands in a table is not rendered, and
 * its marks would stand there as they are.
 */
export function plainLine(markdown: string, length?: number): string {
  const text = markdown
    .replace(/^ *> ?/gm, '')
    .replace(/!?\[([^\]]+)\]\([^)\s]*\)/g, '$1')
    .replace(/(`+)(.+?)\1/gs, (_, __, code: string) => code.trim())
    .replace(/\*\*([^*]+)\*\*/g, '$1');
  return oneLine(text, length);
}
