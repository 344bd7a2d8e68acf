import type { CheckFinding, CheckReport } from '@nixai/api';

/** A report, and what it has no word on. */
export interface WholeReport extends CheckReport {
  /** Rules that need the whole configuration to say something, and saw a part of it. */
  readonly notJudged?: readonly string[];
}

/** How much was found in how much, and what was not looked at; by the line. */
export function summaryOf(report: WholeReport): readonly string[] {
  const { findings, files, definitions, against, unknownImports, notJudged = [] } = report;
  const count = (severity: CheckFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('note'), 'note'),
  ];
  const sets = against.map(({ text }) => text).join(' and ');
  const first = unknownImports.slice(0, mostImports).join(', ');
  const more = unknownImports.length - mostImports;
  return [
    // What could not be read was held against nothing.
    `${parts.join(', ')} in ${plural(files.length, 'file')}${sets === '' ? '' : `; ${plural(definitions, 'definition')} checked against ${sets}`}`,
    ...(against.some(({ complete }) => !complete)
      ? ['Options that came later may be missing there: nixai docs sync gets those of your release']
      : []),
    ...(unknownImports.length === 0
      ? []
      : [
          `Not followed, because only an evaluation finds them: ${first}${more > 0 ? ` and ${more} more` : ''}`,
        ]),
    ...(notJudged.length === 0
      ? []
      : [`Not judged, because that needs the whole configuration: ${notJudged.join(', ')}`]),
  ];
}

const mostImports = 6;

export const plural = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;
