/** A fenced block in Markdown. */
export interface CodeBlock {
  /** Without what it is indented by, in a list or a quotation. */
  readonly code: string;
  /** The first word behind the fence, in lower case; empty where there is none. */
  readonly language: string;
  /** What a line of the block begins with: spaces, `> `. */
  readonly indent: string;
  /** Offset behind the line of the closing fence. */
  readonly end: number;
}

/** A piece of inline code, or a dotted word in prose. */
export interface Mention {
  readonly text: string;
  /** Offset behind it, its closing backtick included. */
  readonly end: number;
}

/** Also in a list, where it is indented or stands behind the mark, and in a quotation. */
const fence = /^((?:[ \t]|>|[-*+][ \t]|\d+[.)][ \t])*)(`{3,}|~{3,})[ \t]*([^\n`]*)\n/gm;

/** The fenced blocks of an answer, and what stands outside of all fences. */
export function partsOf(markdown: string): {
  readonly blocks: readonly CodeBlock[];
  readonly mentions: readonly Mention[];
} {
  const blocks: CodeBlock[] = [];
  const mentions: Mention[] = [];
  let proseFrom = 0;
  fence.lastIndex = 0;
  for (;;) {
    const open = fence.exec(markdown);
    if (open === null) break;
    mentions.push(...mentionsIn(markdown, proseFrom, open.index));
    const [, before = '', marks = '```', info = ''] = open;
    const indent = before.replace(/[^ \t>]/g, ' ');
    const close = closingFence(markdown, fence.lastIndex, marks);
    const language =
      info
        .trim()
        .replace(/^\{?\.?/, '')
        .split(/[\s{},:]/)[0]
        ?.toLowerCase() ?? '';
    blocks.push({
      code: outdented(markdown.slice(fence.lastIndex, close.start), indent),
      language,
      indent,
      end: close.end,
    });
    proseFrom = close.end;
    fence.lastIndex = close.end;
  }
  mentions.push(...mentionsIn(markdown, proseFrom, markdown.length));
  return { blocks, mentions };
}

/** The lines without as much of the indentation as each has. */
function outdented(code: string, indent: string): string {
  if (indent === '') return code;
  const quoted = indent.includes('>');
  return code
    .split('\n')
    .map((line) => {
      if (quoted) return line.replace(/^[ \t]*>[ \t]?/, '');
      const blank = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      return line.slice(Math.min(blank, indent.length));
    })
    .join('\n');
}

/** A block that is never closed reaches to the end, as a Markdown renderer shows it. */
function closingFence(markdown: string, from: number, marks: string) {
  const closing = new RegExp(`^[ \\t>]*${marks[0] ?? '`'}{${marks.length},}[ \\t]*(?:\\n|$)`, 'gm');
  closing.lastIndex = from;
  const match = closing.exec(markdown);
  return match === null
    ? { start: markdown.length, end: markdown.length }
    : { start: match.index, end: closing.lastIndex };
}

/** Inline code, and words of at least three parts such as `services.nginx.enable` without it. */
const mention = /(`+)([^`\n]+)\1|(?<![\w./@:-])[a-z]\w*(?:\.[\w<>*-]+){2,}(?![\w/(@])/g;

function mentionsIn(markdown: string, from: number, to: number): Mention[] {
  return [...markdown.slice(from, to).matchAll(mention)].map((match) => ({
    text: (match[2] ?? match[0]).trim(),
    end: from + match.index + match[0].length,
  }));
}
