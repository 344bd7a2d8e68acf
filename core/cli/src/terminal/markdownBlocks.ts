/** Cuts Markdown that comes piece by piece into blocks that can be drawn each on its own. */
export interface MarkdownBlocks {
  /** The blocks that are whole with this piece. */
  push(piece: string): string[];
  /** What is left when no more comes. */
  end(): string[];
}

const fence = /^ {0,9}(`{3,}|~{3,})/;

/**
 * A block ends at a blank line, but not within fenced code. What belongs together over blank lines
 * (the code of a list's item) may be cut: it is drawn a little plainer, never wrongly.
 */
export function createMarkdownBlocks(): MarkdownBlocks {
  let rest = '';
  let block: string[] = [];
  let open: string | undefined;

  function take(line: string, whole: string[]): void {
    const mark = fence.exec(line)?.[1];
    if (open === undefined) {
      if (line.trim() === '') return flush(whole);
      open = mark;
    } else if (mark?.startsWith(open) === true && line.trim() === mark) open = undefined;
    block.push(line);
  }

  function flush(whole: string[]): void {
    if (block.length > 0) whole.push(block.join('\n'));
    block = [];
  }

  return {
    push(piece) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      const whole: string[] = [];
      for (const line of lines) take(line, whole);
      return whole;
    },
    end() {
      const whole: string[] = [];
      if (rest !== '') take(rest, whole);
      rest = '';
      flush(whole);
      return whole;
    },
  };
}
