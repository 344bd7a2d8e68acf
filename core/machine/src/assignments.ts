/** An attribute that Nix text sets, wherever it is nested. */
export interface Assignment {
  /** The path from the outermost set: `['services', 'openssh', 'enable']`. */
  readonly path: readonly string[];
  /** 1 for the first line. */
  readonly line: number;
}

const token =
  /(?<skip>#[^\n]*|\/\*[\s\S]*?\*\/|''(?:[^']|'(?!')|'''|''\$|''\\)*''|"(?:\\[\s\S]|[^"\\])*"(?!\s*[.=])|[=!<>]=)|(?<path>(?:[A-Za-z_][\w'-]*|"[^"\n]*")(?:\s*\.\s*(?:[A-Za-z_][\w'-]*|"[^"\n]*"))*)|(?<mark>[={}[\];])/g;

interface Level {
  /** Undefined inside a list: what is set there has no path. */
  readonly prefix: readonly string[] | undefined;
  readonly set?: readonly string[];
}

/**
 * What a configuration sets, read without evaluating it: nested sets are followed, comments and
 * strings passed over. Made for pointing at lines, so a text that does not parse still gives some.
 */
export function assignmentsOf(text: string): Assignment[] {
  const found: Assignment[] = [];
  const levels: Level[] = [];
  let current: Level = { prefix: [] };
  let lastPath: { segments: readonly string[]; at: number } | undefined;
  const lineOf = lineCounter(text);

  for (const match of text.matchAll(token)) {
    const { path, mark } = match.groups ?? {};
    if (path !== undefined) lastPath = { segments: segmentsOf(path), at: match.index };
    if (mark === '=' && lastPath !== undefined && current.prefix !== undefined) {
      const full = [...current.prefix, ...lastPath.segments];
      current = { prefix: current.prefix, set: full };
      found.push({ path: full, line: lineOf(lastPath.at) });
    }
    if (mark === '{' || mark === '[') {
      levels.push(current);
      current = { prefix: mark === '[' ? undefined : (current.set ?? current.prefix) };
    }
    if (mark === '}' || mark === ']') current = levels.pop() ?? { prefix: [] };
    if (mark === ';') current = { prefix: current.prefix };
    if (path === undefined) lastPath = undefined;
  }
  return found;
}

function segmentsOf(path: string): string[] {
  return (path.match(/"[^"]*"|[^.\s]+/g) ?? []).map((segment) => segment.replace(/^"(.*)"$/, '$1'));
}

/** Line numbers of ascending offsets, counted once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset; counted++) if (text[counted] === '\n') line++;
    return line;
  };
}
