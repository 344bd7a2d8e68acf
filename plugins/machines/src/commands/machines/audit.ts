import { defineCommand, flag } from '@nixai/api';
import { scan, scanExitCode, scanFlags, scanOutput } from '../../standards/flags.js';
import { selectorArg } from '../../select/selector.js';

export default defineCommand({
  summary: 'Hold machines to rules of your own',
  description: `As security-scan does, with the rules of a file (YAML or JSON), whose schema is
plugins/machines/schemas/compliance-rules.json. A rule says which options are to be how, and what is read of
the running machine; no rule runs a program. docs/machines.md has an example. With --fix, what
mends a rule is written into the configuration's files: tried, read again and checked first, shown and asked for,
taken back by nixai undo; machines deploy brings it. Ends with 1 where a rule is not kept.`,
  examples: [
    '<%= config.bin %> machines audit --compliance-rules ./security-baseline.yaml --folder .',
  ],
  effects: ['network', 'run', 'write'],
  output: scanOutput,
  args: selectorArg,
  strict: false,
  flags: {
    'compliance-rules': flag.string('The file with the rules', { required: true }),
    ...scanFlags,
  },
  async run(context) {
    const { readRules } = await import('../../standards/rulesFile.js');
    const { name, rules } = await readRules(context.flags['compliance-rules']);
    return scan(context, { name, rules, about: 'machines audit' });
  },
  async render(result, view) {
    return (await import('../../render/scanned.js')).renderScanned(result, view);
  },
  exitCode: scanExitCode,
});
