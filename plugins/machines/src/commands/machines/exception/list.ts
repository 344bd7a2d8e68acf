import { defineCommand, schema } from '@nixai/api';
import { registryFlags } from '../../../registry/flags.js';

const { object, string, list, boolean, described } = schema;

export default defineCommand({
  summary: 'List the findings that somebody has agreed to',
  examples: ['<%= config.bin %> machines exception list'],
  effects: [],
  output: object({
    exceptions: list(
      object({
        machine: string,
        finding: string,
        reason: string,
        until: described('Its last day', string),
        approvedBy: string,
        over: described('That day is over: the finding counts again', boolean),
      }),
    ),
  }),
  flags: registryFlags,
  async run({ host, flags }) {
    const { loadToLook } = await import('../../../registry/load.js');
    const { isOver } = await import('../../../registry/exception.js');
    const { exceptions } = await loadToLook(host, flags['registry-path']);
    const now = new Date();
    return { exceptions: exceptions.map((one) => ({ ...one, over: isOver(one, now) })) };
  },
  render({ exceptions }, view) {
    if (exceptions.length === 0) return 'Nobody has agreed to a finding.';
    return view.table(
      [
        { title: 'machine' },
        { title: 'finding', flexible: true },
        { title: 'until' },
        { title: 'by' },
        { title: 'reason', flexible: true },
      ],
      exceptions.map(({ machine, finding, until, over, approvedBy, reason }) => [
        machine,
        finding,
        over ? view.style.bad(`${until} (over)`) : until,
        approvedBy,
        reason,
      ]),
    );
  },
});
