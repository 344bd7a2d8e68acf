/** A heading and what stands below it, up to the next heading. */
export interface Section {
  readonly file: string;
  /** The file's first heading, or its name. */
  readonly title: string;
  readonly heading: string;
  /** Markdown, without the heading. */
  readonly text: string;
}

/** Splits Markdown at its headings; a `#` inside a fenced block is none. */
export function sectionsOf(file: string, markdown: string): Section[] {
  const name = file.replace(/^.*\//, '').replace(/\.md$/i, '');
  const parts: { heading: string; lines: string[] }[] = [{ heading: name, lines: [] }];
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^\s{0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    const heading = fence === undefined ? /^#{1,6}\s+(\S.*?)\s*#*$/.exec(line)?.[1] : undefined;
    if (heading === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ heading, lines: [] });
  }
  const title = parts.find(({ heading }) => heading !== name)?.heading ?? name;
  return parts
    .map(({ heading, lines }) => ({ file, title, heading, text: lines.join('\n').trim() }))
    .filter(({ text }) => text !== '');
}
