import { spanText } from '../durations.js';
import type { Report } from './result.js';

/** A report for people who were not there: what was measured, and what was not tested. */
export function markdownOf(report: Report): string {
  const { plan, mode, began, verdict, seconds, objectives, pointSeconds, phases } = report;
  const { machines, findings } = report;
  const { recoverySeconds, pointSeconds: mayLose } = objectives;
  return [
    `# ${mode === 'run' ? 'Recovery' : 'Test of a recovery'}: ${plan}`,
    '',
    `Began ${began}. **${verdictText(verdict)}**`,
    '',
    '| objective | measured | may be |',
    '| --- | --- | --- |',
    `| time to come back | ${span(seconds)} | ${spanText(recoverySeconds)} |`,
    `| age of what came back, the oldest | ${span(pointSeconds)} | ${spanText(mayLose)} |`,
    '',
    '## Phases',
    '',
    '| phase | state | took | was to take |',
    '| --- | --- | --- | --- |',
    ...phases.map(
      ({ phase, state, seconds: took, target }) =>
        `| ${phase} | ${state} | ${span(took)} | ${span(target)} |`,
    ),
    '',
    '## Machines',
    '',
    '| machine | came back on | backup | age | files compared | steps |',
    '| --- | --- | --- | --- | --- | --- |',
    ...machines.map(({ name, on, standby, backup, ageSeconds, files, steps }) => {
      const where = standby ? on : `${on} (for a look)`;
      const took = steps.map(({ phase, state, seconds: own }) =>
        own === undefined ? `${phase} ${state}` : `${phase} ${state} ${span(own)}`,
      );
      return `| ${text(name)} | ${text(where)} | ${backup?.id ?? 'none'} | ${span(ageSeconds)} | ${files ?? ''} | ${took.join(', ')} |`;
    }),
    '',
    ...(findings.length === 0
      ? []
      : ['## To be known', '', ...findings.map((one) => `- ${text(one)}`), '']),
  ].join('\n');
}

export const verdictText = (verdict: Report['verdict']): string =>
  ({
    passed: 'Passed',
    partial: 'Nothing failed, and not all of it was tested',
    failed: 'Failed',
    planned: 'Nothing was done (--dry-run)',
  })[verdict];

const span = (seconds: number | undefined): string =>
  seconds === undefined ? '' : spanText(seconds);

/** Text of somebody else's is no Markdown, and no line of a table more. */
const text = (words: string): string =>
  words.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
