/** A fenced block in Markdown. */
export interface CodeBlock {
  readonly code: string;
  readonly isNix: boolean;
  /** Offset behind the line of the closing fence. */
  readonly end: number;
}

/** A piece of inline code, or a dotted word in prose. */
export interface Mention {
  readonly text: string;
  /** Offset behind it, its closing backtick included. */
  readonly end: number;
}

const fence = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\n`]*)\n/gm;
const nixLanguages = new Set(['nix', 'nixos', 'home-manager']);

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
    const [, , marks = '```', info = ''] = open;
    const close = closingFence(markdown, fence.lastIndex, marks);
    const language =
      info
        .trim()
        .split(/[\s{,]/)[0]
        ?.toLowerCase() ?? '';
    blocks.push({
      code: markdown.slice(fence.lastIndex, close.start),
      isNix: nixLanguages.has(language),
      end: close.end,
    });
    proseFrom = close.end;
    fence.lastIndex = close.end;
  }
  mentions.push(...mentionsIn(markdown, proseFrom, markdown.length));
  return { blocks, mentions };
}

/** A block that is never closed reaches to the end, as a Markdown renderer shows it. */
function closingFence(markdown: string, from: number, marks: string) {
  const closing = new RegExp(`^ {0,3}${marks[0] ?? '`'}{${marks.length},}[ \\t]*(?:\\n|$)`, 'gm');
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
