import { defineCommand, flag } from '@nixai/api';
import { baselineNames } from '../../standards/baselines.js';
import { scan, scanExitCode, scanFlags, scanOutput } from '../../standards/flags.js';
import { selectorArg } from '../../select/selector.js';

export default defineCommand({
  summary: 'Hold machines to a baseline of rules for their security',
  description: `Each rule is looked at twice: as it is declared, by what the configuration's files say, without
Nix, and as it runs, over one connection a machine, where it is only read. What could not be looked at is not
known, and never a pass. Where no machine is registered it is this machine's own configuration. The rules, each
with why, and what is agreed to: docs/machines.md. With --fix, what
mends a rule is written into the configuration's files: tried, read again and checked first, shown and asked for,
taken back by nixai undo; machines deploy brings it. Ends with 1 where a rule is not kept.`,
  examples: [
    '<%= config.bin %> machines security-scan --folder . --fix --rule ssh-root-login --dry-run',
    '<%= config.bin %> machines security-scan --folder .',
    '<%= config.bin %> machines security-scan --baseline nixai-server-v1 --save-to report.html --yes',
  ],
  effects: ['network', 'run', 'write'],
  output: scanOutput,
  args: selectorArg,
  strict: false,
  flags: {
    baseline: flag.oneOf(baselineNames, 'The rules', { default: 'nixai-server-v1' }),
    ...scanFlags,
  },
  async run(context) {
    const { baseline } = await import('../../standards/baselines.js');
    const name = context.flags.baseline;
    return scan(context, {
      name,
      rules: await baseline(name),
      about: 'machines security-scan',
    });
  },
  async render(result, view) {
    return (await import('../../render/scanned.js')).renderScanned(result, view);
  },
  exitCode: scanExitCode,
});
