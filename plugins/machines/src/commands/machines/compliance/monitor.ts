import { resolve } from 'node:path';
import { defineCommand, flag } from '@nixai/api';
import { monitorFlags } from '../../../monitor/flags.js';
import { monitoredSchema } from '../../../monitor/result.js';
import { selectorArg } from '../../../select/selector.js';
import { baselineNames } from '../../../standards/baselines.js';

export default defineCommand({
  summary: 'Write a timer that holds machines to rules, and tells what is new',
  description: `As machines monitor, with the rules of a file, of each file of a folder, or with a baseline of
machines security-scan.`,
  examples: [
    '<%= config.bin %> machines compliance monitor --schedule hourly --severity high --dry-run',
    '<%= config.bin %> machines compliance monitor --rules ./policies --alert-webhook https://example.org/hook --dry-run',
  ],
  effects: ['run', 'write'],
  output: monitoredSchema,
  args: selectorArg,
  strict: false,
  flags: {
    rules: flag.string('A file with rules, or a folder of such files', { exclusive: ['baseline'] }),
    baseline: flag.oneOf(baselineNames, 'Rules of nixai (nixai-server-v1 if nothing is said)'),
    flake: flag.string('The flake that is read for what is declared'),
    config: flag.string('The file that is read for it', { exclusive: ['flake'] }),
    ...monitorFlags,
  },
  async run(context) {
    const { flags } = context;
    const { writeMonitor } = await import('../../../monitor/write.js');
    const { rulesOf } = await import('../../../monitor/rules.js');
    const { againstOptions } = await import('../../../monitor/options.js');
    const rules = flags.rules === undefined ? undefined : resolve(flags.rules);
    // What cannot be read now cannot be read by the timer either.
    if (rules !== undefined) await rulesOf({ rules });
    const { flake, config, baseline } = flags;
    return writeMonitor(context, {
      check: 'compliance',
      about: 'machines compliance monitor',
      options: { rules, baseline, ...againstOptions({ flake, config }) },
    });
  },
  async render(result, view) {
    return (await import('../../../render/monitored.js')).renderMonitored(result, view);
  },
});
