import type { ExitCode } from '@nixai/api';
import { arg, defineCommand } from '@nixai/api';
import { reportSchema, type HealthReport } from '../results/report.js';
import { healthFlags } from '../run/flags.js';

const exits = { ok: 0, skipped: 0, unknown: 1, minor: 1, major: 2, critical: 3 } as const;

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
    '<%= config.bin %> health --post-update',
    '<%= config.bin %> health --auto-fix --dry-run',
  ],
  effects: ['run', 'network', 'write'],
  output: reportSchema,
  args: { checks: arg.rest('Checks, or areas of them: disk, unit.failed') },
  flags: healthFlags,
  run: async (context) => (await import('../run/health.js')).runHealth(context),
  async render(report, view) {
    if (report.shown.quiet) return '';
    return (await import('../render/report.js')).renderReport(report, view);
  },
  exitCode: (report: HealthReport) => exitOf(report),
  // 2 would be "major", and 1 "minor".
  errorExit: (argv) => (asksNagios(argv) ? 3 : 64),
});

function exitOf({ status, counts, shown }: HealthReport): ExitCode {
  if (shown.format === 'nagios') {
    if (status === 'major' || status === 'critical') return 2;
    if (status === 'minor') return 1;
    return status === 'unknown' || (shown.strict && counts.unknown > 0) ? 3 : 0;
  }
  return Math.max(exits[status], shown.strict && counts.unknown > 0 ? 1 : 0) as ExitCode;
}

/** Nagios takes 3 for "could not be told", and knows nothing above. */
const asksNagios = (argv: readonly string[]): boolean =>
  argv.includes('--nagios-format') ||
  argv.includes('--format=nagios') ||
  argv[argv.indexOf('--format') + 1] === 'nagios';
