import type { View } from '@nixai/api';
import type { ToldConflict } from './report.js';

/** A conflict side by side: what each of the two says, where, and what the option is. */
export function conflictLines(conflict: ToldConflict, view: View): string {
  const { path, mine, theirs, file, line, why, option, taken } = conflict;
  const about =
    option === undefined
      ? []
      : [
          ['option', option.about] as const,
          [
            'type',
            option.default === undefined
              ? option.type
              : `${option.type}, ${oneLine(option.default)} by default`,
          ] as const,
        ];
  return [
    view.style.bold(path),
    view.pairs([
      ['yours', `${oneLine(mine)}  (${file}:${line})`],
      ["template's", oneLine(theirs)],
      ['why', why],
      ...about,
      ...(taken === undefined ? [] : [['taken', takenText[taken] ?? taken] as const]),
    ]),
  ].join('\n');
}

const takenText: Readonly<Record<string, string>> = {
  mine: 'yours',
  template: 'the template’s',
  other: 'another value',
};

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
};
