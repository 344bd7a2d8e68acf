import type { View } from '@nixai/api';
import type { Done, InstallResult } from '../results/install.js';

const words: Record<Done['outcome'], string> = {
  written: 'written',
  removed: 'taken out',
  unchanged: 'is so already',
  planned: 'not changed',
  printed: '',
};

/** What was done for each client, and what is left to do. */
export function renderInstall({ clients, change, diff }: InstallResult, view: View): string {
  const lines = clients.map(({ client, file, outcome, text, proof, add }) =>
    outcome === 'printed'
      ? `${view.style.dim(file)}\n${text}`
      : [
          `${client}: ${words[outcome]}, ${file}`,
          ...(proof === undefined
            ? []
            : [`  started once: ${proof.tools} tools after ${proof.milliseconds} ms`]),
          ...(add === undefined ? [] : [`  add to your configuration: ${add}`]),
        ].join('\n'),
  );
  const undo =
    change === undefined ? [] : [view.style.dim(`To take it back: nixai undo ${change}`)];
  const shown = diff === undefined ? [] : [diff.trimEnd(), ''];
  return [...shown, ...lines, ...undo].join('\n');
}
