import { Lines, type Updated } from '@nixai/nix';
import type { Configuration } from '../merge/configuration.js';
import type { Conflict } from '../merge/conflicts.js';

/** What both changed, in the form in which a person is asked of a merge. */
export function conflictsOfUpdate(
  steps: readonly Updated[],
  { entry, files }: Pick<Configuration, 'entry' | 'files'>,
): (Conflict & { readonly step: Updated })[] {
  return steps
    .filter(({ step }) => step === 'conflict')
    .map((step) => {
      const { mine, path, names, reason, theirs = '', base, edits } = step;
      const file = mine?.file ?? entry;
      const source = files.find(({ name }) => name === file)?.tree.source ?? '';
      const gone = reason === 'deleted' || reason === 'off';
      return {
        ...{ path, theirs, file, step },
        mine: mine?.text ?? (gone ? 'nothing' : ''),
        line: new Lines(source).positionOf(mine?.start ?? 0).line,
        why: reasons[reason ?? 'both'] + (base === undefined ? '' : ` It was ${oneLine(base)}.`),
        editable: gone || edits !== undefined,
        merged: { names, path, theirs, verdict: 'conflict', ...(mine && { mine }) },
      };
    });
}

const reasons: Readonly<Record<NonNullable<Updated['reason']>, string>> = {
  both: 'You changed it, and so does the template.',
  deleted: 'You took it out; the template changes it.',
  off: 'You took out or put off the switch over it; the template adds to it.',
  order: 'You changed this list, in which places count, and so does the template.',
  computed: 'It is computed now, so that it cannot be changed as text.',
  yours: 'You had it before the template came.',
};

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};
