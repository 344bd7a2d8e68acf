import { ExitCode, NixaiError, defineCommand, flag } from '@nixai/api';
import { againstFlags } from '../../drift/flags.js';
import { monitorFlags } from '../../monitor/flags.js';
import { monitoredSchema } from '../../monitor/result.js';
import { selectorArg } from '../../select/selector.js';

export default defineCommand({
  summary: 'Write a timer that looks for drift, and tells what is new',
  description: `No service of nixai runs: this writes two units for systemd, or a module for NixOS, shown and asked
for first, and nothing is started. The timer calls machines monitor run, which looks as drift-check does and tells
only what is another than the last time: by a webhook (signed), by mail, by a command of yours.`,
  examples: [
    '<%= config.bin %> machines monitor --schedule daily --dry-run',
    '<%= config.bin %> machines monitor --group web --schedule "0 6 * * *" --alert-on-drift --alert-mail ops@example.org --dry-run',
  ],
  effects: ['run', 'write'],
  output: monitoredSchema,
  args: selectorArg,
  strict: false,
  flags: {
    'alert-on-drift': flag.boolean('Tell somebody', { helpGroup: 'ALERT' }),
    ...againstFlags,
    ...monitorFlags,
  },
  async run(context) {
    const { flags } = context;
    const { writeMonitor } = await import('../../monitor/write.js');
    const { againstOptions } = await import('../../monitor/options.js');
    const ways = [flags['alert-webhook'], flags['alert-command'], flags['alert-mail']?.[0]];
    if (flags['alert-on-drift'] !== true && ways.some((one) => one !== undefined))
      throw new NixaiError({
        code: 'usage',
        what: 'it is said how to tell somebody, and not that it shall be told',
        hint: '--alert-on-drift',
        exitCode: ExitCode.usage,
      });
    return writeMonitor(context, {
      check: 'drift',
      about: 'machines monitor',
      options: againstOptions(flags),
    });
  },
  async render(result, view) {
    return (await import('../../render/monitored.js')).renderMonitored(result, view);
  },
});
