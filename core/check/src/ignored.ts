import type { Lines } from '@nixai/nix';

/** `# nixai: ignore RULE` on the line, or alone on the line above it, silences a rule there. */
export function isIgnored(lines: Lines, line: number, rule: string): boolean {
  return silencedOn(lines, line).includes(rule);
}

/** What each line silences: many findings may be on one line, and that be long. */
const known = new WeakMap<Lines, Map<number, readonly string[]>>();

function silencedOn(lines: Lines, line: number): readonly string[] {
  const ofFile = known.get(lines) ?? new Map<number, readonly string[]>();
  known.set(lines, ofFile);
  let rules = ofFile.get(line);
  if (rules === undefined) {
    const above = line > 1 ? lines.textOf(line - 1) : '';
    const isAlone = above.trimStart().startsWith('#');
    rules = [...silencedIn(lines.textOf(line)), ...(isAlone ? silencedIn(above) : [])];
    ofFile.set(line, rules);
  }
  return rules;
}

function silencedIn(text: string): readonly string[] {
  const names = /#\s*nixai:\s*ignore\s+([\w/, -]+)/.exec(text)?.[1];
  return names?.split(/[\s,]+/) ?? [];
}
