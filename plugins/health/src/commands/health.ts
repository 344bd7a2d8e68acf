import { arg, defineCommand } from '@nixai/api';
import { reportSchema } from '../results/report.js';
import { exitOf, exitOfFailure } from '../run/exit.js';
import { healthFlags } from '../run/flags.js';
import { healthTool } from '../tools/health.js';

export default defineCommand({
  summary: 'Say what is wrong with this machine, and what is safe to do',
  description: `Looks at configuration, services, disks, boot menu, store, network, updates and security. Nothing
is changed; what cannot be read is unknown, and never in order. Ends with 0 where nothing is wrong, 1 minor
issues, 2 major ones, 3 critical ones, and 64 where it could not look at all. With --nagios-format with 0, 1,
2 and 3 as Nagios has them.`,
  examples: [
    '<%= config.bin %> health',
    '<%= config.bin %> health disk boot',
    '<%= config.bin %> health --production-mode --format json',
    '<%= config.bin %> health --format html --output report.html',
    '<%= config.bin %> health --post-update',
    '<%= config.bin %> health --auto-fix --dry-run',
  ],
  effects: ['run', 'network', 'write'],
  output: reportSchema,
  args: { checks: arg.rest('Checks, or areas of them: disk, unit.failed') },
  flags: healthFlags,
  tools: [healthTool],
  run: async (context) => (await import('../run/health.js')).runHealth(context),
  async render(report, view) {
    if (report.prompt !== undefined) return report.prompt;
    if (report.shown.quiet) return '';
    return (await import('../render/report.js')).renderReport(report, view);
  },
  exitCode: exitOf,
  errorExit: exitOfFailure,
});
