import { relative } from 'node:path';
import type { View } from '@nixai/api';
import type { Checked } from '../commands/devenv/check.js';

/** Findings as a compiler shows them. */
export function renderChecked({ files, findings, against }: Checked, view: View): string {
  const shown = (file: string) => {
    const near = relative('.', file);
    return near.startsWith('..') ? file : near;
  };
  const style = { error: view.style.bad, warning: view.style.warn, note: view.style.dim };
  const lines = findings.map(({ file, line, severity, rule, message, hint }) => {
    const head = `${shown(file)}:${line}: ${style[severity](severity)}: ${message} [${rule}]`;
    return hint === undefined ? head : `${head}\n${view.wrap(hint, 4)}`;
  });
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  const summary = findings.length === 0 ? view.style.good('Nothing to mend') : count;
  lines.push(`${summary} in ${files.map(shown).join(', ')}; held to ${against}.`);
  return lines.join('\n');
}
