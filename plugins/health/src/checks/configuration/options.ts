import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { configurationReport } from './report.js';

export const options: HealthCheck = {
  id: 'config.check',
  title: 'Options and practice',
  group: 'configuration',
  about:
    'The options of the configuration are held against the set that is at hand, as `nixai check` does: names that are unknown or gone, values of a wrong type, open doors.',
  needs: ['here'],
  levels: { minor: 'there are warnings', major: 'there are errors' },
  async run(machine) {
    const { findings, definitions } = await configurationReport(machine);
    const told = findings.filter(
      ({ rule }) => !rule.startsWith('syntax') && rule !== 'import-not-there',
    );
    const errors = told.filter(({ severity }) => severity === 'error');
    const warnings = told.filter(({ severity }) => severity === 'warning');
    if (errors.length + warnings.length === 0)
      return [{ status: 'ok', summary: `${plural(definitions, 'definition')} looked at` }];
    const counts = [
      errors.length > 0 ? plural(errors.length, 'error') : undefined,
      warnings.length > 0 ? plural(warnings.length, 'warning') : undefined,
    ].filter((one) => one !== undefined);
    return [
      {
        status: errors.length > 0 ? 'major' : 'minor',
        summary: counts.join(', '),
        value: errors.length + warnings.length,
        unit: '',
        evidence: [...errors, ...warnings]
          .slice(0, 5)
          .map(({ file, line, message }) => `${file}:${line}: ${message}`),
        fix: {
          title: 'See all of them, each with what mends it',
          code: `nixai check ${machine.configuration}`,
          language: 'sh',
        },
      },
    ];
  },
};
