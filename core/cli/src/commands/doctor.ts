import { ExitCode, defineCommand, type View } from '@nixai/api';
import type { Diagnosis, Finding } from '../doctor/index.js';
import { doctorResult } from '../results/doctor.js';

export default defineCommand({
  summary: 'Look for what is wrong with this installation of nixai',
  description: 'Ends with 1 if anything is wrong. An optional thing that is not there is no fault.',
  examples: ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'],
  effects: ['run', 'network'],
  output: doctorResult,
  async run({ host, progress }): Promise<Diagnosis> {
    const { examine } = await import('../doctor/index.js');
    progress('Looking around');
    return examine(host);
  },
  render({ healthy, groups }, view) {
    const shown = groups
      .filter(({ findings }) => findings.length > 0)
      .map(({ title, findings }) =>
        [view.style.heading(title), ...findings.map((one) => line(one, view))].join('\n'),
      );
    const verdict = healthy
      ? view.style.good('Nothing is wrong.')
      : view.style.bad('Something is wrong.');
    return [...shown, verdict].join('\n\n');
  },
  exitCode: ({ healthy }) => (healthy ? ExitCode.ok : ExitCode.failure),
});

/** Words, not colours or signs, say how it stands. */
function line({ level, about, detail, remedy }: Finding, view: View): string {
  const paint = { good: view.style.good, info: view.style.dim, bad: view.style.bad }[level];
  const word = { good: 'ok', info: '--', bad: 'BAD' }[level].padEnd(4);
  const way = remedy === undefined ? '' : `\n       ${view.style.dim('→')} ${remedy}`;
  return `  ${paint(word)} ${about}: ${detail}${way}`;
}
