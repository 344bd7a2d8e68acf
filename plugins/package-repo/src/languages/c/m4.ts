/** A part of a file, from its first letter to behind its last. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Where the arguments of a macro stand whose parenthesis opens before `start`. */
export function macroParts(source: string, start: number): readonly Part[] {
  const parts: Part[] = [];
  let quotes = 0;
  let parentheses = 0;
  let from = start;
  for (let index = start; index < source.length && index < start + 20_000; index++) {
    const char = source[index];
    if (char === '[') quotes++;
    else if (char === ']') quotes = Math.max(0, quotes - 1);
    else if (quotes > 0) continue;
    else if (char === '(') parentheses++;
    else if (parentheses > 0) parentheses -= Number(char === ')');
    else if (char === ',' || char === ')') {
      parts.push({ from, to: index });
      from = index + 1;
      if (char === ')') return parts;
    }
  }
  return parts;
}

/** The arguments of a macro whose parenthesis opens before `start`, without their quotes. */
export function macroArguments(source: string, start: number): readonly string[] {
  return macroParts(source, start).map(({ from, to }) => unquoted(source.slice(from, to)));
}

export function unquoted(text: string): string {
  const bare = text.trim();
  return bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1).trim() : bare;
}
