import type { View } from '@nixai/api';
import type { CombinedTemplate } from '../results/combinedTemplate.js';

type Disagreements = CombinedTemplate['disagreements'];

/** Where templates disagree, side by side. */
export function renderDisagreements(all: Disagreements, view: View): string {
  return all
    .map(({ path, first, second, of, why, taken }) =>
      [
        view.style.bold(path),
        view.pairs([
          ['first', oneLine(first)],
          [of, oneLine(second)],
          ['why', why],
          ...(taken === undefined
            ? []
            : [['taken', taken === 'first' ? 'the first' : of] as const]),
        ]),
      ].join('\n'),
    )
    .join('\n\n');
}

/** A template that was made of several, or would be. */
export function renderCombined(result: CombinedTemplate, view: View): string {
  const { id, file, of, variables, disagreements, ports, check, nix } = result;
  const { written, dryRun, undo } = result;
  const open = disagreements.filter(({ taken }) => taken === undefined).length;
  const names = variables.map(({ name }) => name).join(', ');
  return [
    dryRun ? view.code(nix.trimEnd(), 'nix') : '',
    renderDisagreements(disagreements, view),
    ports
      .map(({ port, paths }) => view.wrap(`Port ${port} is used twice: ${paths.join(', ')}.`))
      .join('\n'),
    check.findings.map(({ severity, message }) => view.wrap(`${severity}: ${message}`)).join('\n'),
    names === '' ? '' : view.wrap(`Variables: ${names}.`),
    written
      ? `Made ${id} of ${of.join(', ')} in ${file}. To take it back: nixai undo ${undo}\nTo use it: nixai templates apply ${id}`
      : open > 0
        ? view.wrap(`Nothing was kept: ${open} to be decided (--resolve first, --resolve second).`)
        : dryRun
          ? 'Nothing was kept (--dry-run).'
          : 'Nothing was kept.',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
};
