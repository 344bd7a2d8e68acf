import { defineCommand, flag } from '@nixai/api';
import { monitorFlags } from '../../monitor/flags.js';
import { monitoredSchema } from '../../monitor/result.js';
import { selectorArg } from '../../select/selector.js';

export default defineCommand({
  summary: 'Write a timer that looks at machines’ health, and tells what is new',
  description: `As machines monitor, with the checks of machines health-check. It needs the plugin health here.`,
  examples: [
    '<%= config.bin %> machines health-monitor --schedule "*/15 * * * *" --alert-command "logger -t fleet" --dry-run',
  ],
  effects: ['run', 'write'],
  output: monitoredSchema,
  args: selectorArg,
  strict: false,
  flags: {
    check: flag.strings('Only this check, or this area of checks: disk.space, disk'),
    profile: flag.oneOf(
      ['server', 'desktop', 'developer'],
      'Look at what matters on such machines',
    ),
    'production-mode': flag.boolean('Look also at what takes longer'),
    ...monitorFlags,
  },
  async run(context) {
    const { healthChecksOf } = await import('../../health/checks.js');
    const { writeMonitor } = await import('../../monitor/write.js');
    const { flags, host } = context;
    await healthChecksOf(host);
    const { check = [], profile } = flags;
    return writeMonitor(context, {
      check: 'health',
      about: 'machines health-monitor',
      options: {
        check: check.length === 0 ? undefined : check.join(','),
        profile,
        'production-mode': flags['production-mode'] === true ? 'true' : undefined,
      },
    });
  },
  async render(result, view) {
    return (await import('../../render/monitored.js')).renderMonitored(result, view);
  },
});
