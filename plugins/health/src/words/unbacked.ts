import type { HealthResult } from '../results/report.js';

/** Lines of code of a model's text that no recommendation has: what a model adds is not ours to advise. */
export function unbacked(text: string, troubles: readonly HealthResult[]): readonly string[] {
  const known = troubles
    .flatMap(({ fix, evidence, summary, target = '' }) => [
      fix?.title ?? '',
      fix?.code ?? '',
      summary,
      target,
      ...evidence,
    ])
    .map(plain)
    .join('\n');
  return [...new Set(codeOf(text))].filter((line) => !known.includes(plain(line)));
}

/** Lines of fenced blocks, and what stands between backticks and has more than one word. */
function codeOf(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^ *```[^\n]*\n([^]*?)^ *```/gm)].flatMap(([, block = '']) =>
    block.split('\n').map((line) => line.trim()),
  );
  const rest = text.replaceAll(/^ *```[^\n]*\n[^]*?^ *```/gm, '');
  const inline = [...rest.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code.trim());
  return [
    ...fenced.filter((line) => line !== '' && !line.startsWith('#')),
    ...inline.filter((code) => /\s/.test(code)),
  ];
}

/** Without what a person may write or leave out: a prompt, `sudo`, blanks. */
const plain = (line: string): string =>
  line
    .replace(/^\s*[$#] /, '')
    .replaceAll(/\bsudo /g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
