import { ExitCode, defineCommand } from '@nixai/api';
import { configValidateResult } from '../../results/configValidate.js';

export default defineCommand({
  summary: 'Check every file and variable of the configuration',
  description: 'Ends with 1 if anything is at fault; a warning alone is none.',
  examples: ['<%= config.bin %> config validate', '<%= config.bin %> config validate --json'],
  effects: [],
  output: configValidateResult,
  async run({ host }) {
    const { files, findings } = await host.config.inspect();
    return { valid: !findings.some(({ severity }) => severity === 'error'), files, findings };
  },
  async render({ files, findings }, view) {
    const { renderFindings } = await import('../../config/full.js');
    return renderFindings(files, findings, view);
  },
  exitCode: ({ valid }) => (valid ? ExitCode.ok : ExitCode.failure),
});
