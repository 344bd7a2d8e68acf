import type { Lines } from '@nixai/nix';

/** `# nixai: ignore RULE` on the line, or alone on the line above it, silences a rule there. */
export function isIgnored(lines: Lines, line: number, rule: string): boolean {
  const silenced = (text: string): boolean => {
    const names = /#\s*nixai:\s*ignore\s+([\w/, -]+)/.exec(text)?.[1];
    return names?.split(/[\s,]+/).includes(rule) === true;
  };
  const above = line > 1 ? lines.textOf(line - 1) : '';
  return silenced(lines.textOf(line)) || (above.trimStart().startsWith('#') && silenced(above));
}
