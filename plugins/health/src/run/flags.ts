import { flag, healthProfiles, modelFlags, safeFixes, type Values } from '@nixai/api';
import { reportFormats } from '../results/report.js';

export const healthFlags = {
  profile: flag.oneOf(healthProfiles, 'Look at what matters on such a machine'),
  'production-mode': flag.boolean(
    'Look also at what takes longer: evaluation, store, open ports, disks',
  ),
  deep: flag.boolean('Read every byte of the store as well; may take hours'),
  'nixos-path': flag.string(
    'The folder of the configuration; the nixos_folder of the settings if absent',
  ),
  root: flag.string('Look at a machine that does not run, whose root this folder is'),
  full: flag.boolean('Show also what is in order, and all evidence'),
  format: flag.oneOf(reportFormats, 'How to print it', { default: 'text' }),
  'output-format': flag.oneOf(['text', 'json'], 'The same as --format', { hidden: true }),
  'prometheus-metrics': flag.boolean('Print metrics for the textfile collector of node_exporter', {
    exclusive: ['nagios-format'],
  }),
  'nagios-format': flag.boolean('Print as a Nagios plugin does, and end with its codes'),
  metrics: flag.string('Write metrics for node_exporter to this file as well'),
  output: flag.string('Write it to this file instead, whole or not at all', { char: 'o' }),
  'post-update': flag.boolean(
    'Compare with the generation before: packages, kernel, units that failed since',
  ),
  'compare-with-generation': flag.integer('Compare with this generation', { min: 1 }),
  'auto-fix': flag.boolean(
    'Do what is safe about it, after a yes: collect, start failed services again',
  ),
  fix: flag.fewOf(safeFixes, 'With --auto-fix: only this', { dependsOn: ['auto-fix'] }),
  'update-channels': flag.boolean('With --auto-fix: update old channels of root too', {
    dependsOn: ['auto-fix'],
  }),
  'dry-run': flag.boolean('With --auto-fix: only show what would be done', {
    dependsOn: ['auto-fix'],
  }),
  yes: flag.boolean('With --auto-fix: do not ask', { char: 'y', dependsOn: ['auto-fix'] }),
  timeout: flag.integer('Seconds that each check may take, instead of its own', { min: 1 }),
  baseline: flag.string('Do not count what was so already in this report (--save-baseline)'),
  'save-baseline': flag.string('Write the report to this file, for --baseline'),
  record: flag.boolean('Keep the report for nixai health history'),
  strict: flag.boolean('What could not be told counts as a minor issue'),
  explain: flag.boolean('Have a model say in plain words what is wrong and what to do first', {
    helpGroup: 'MODEL',
  }),
  provider: modelFlags.provider,
  model: modelFlags.model,
  'show-prompt': modelFlags['show-prompt'],
};
export type HealthFlags = Values<typeof healthFlags>;

/** How it is to be printed. */
export function formatOf(flags: HealthFlags): (typeof reportFormats)[number] {
  if (flags['prometheus-metrics']) return 'prometheus';
  if (flags['nagios-format']) return 'nagios';
  return flags['output-format'] ?? flags.format;
}

/** Whether a model's words are wanted: it is never asked unless somebody says so. */
export const asksModel = (flags: HealthFlags): boolean =>
  flags.explain ||
  flags['show-prompt'] ||
  flags.provider !== undefined ||
  flags.model !== undefined;
