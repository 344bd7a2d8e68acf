import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { configurationReport } from './report.js';

export const parse: HealthCheck = {
  id: 'config.parse',
  title: 'Syntax',
  group: 'configuration',
  about:
    'Every file of the configuration is parsed as Nix would. With a fault in one, the next rebuild does not begin.',
  needs: ['here'],
  levels: { major: 'a file does not parse, or an import is not there' },
  async run(machine) {
    const { findings, files } = await configurationReport(machine);
    const broken = findings.filter(
      ({ rule, severity }) =>
        severity === 'error' && (rule.startsWith('syntax') || rule === 'import-not-there'),
    );
    if (broken.length === 0)
      return [{ status: 'ok', summary: `${plural(files.length, 'file')} parsed` }];
    return broken.map(({ file, line, message, hint }) => ({
      status: 'major',
      target: `${file}:${line}`,
      summary: message,
      fix: { title: hint ?? 'Mend the line', code: `nixai check ${file}`, language: 'sh' },
    }));
  },
};
