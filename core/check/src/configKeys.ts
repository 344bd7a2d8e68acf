export { parseParameter } from './parameterLine.js';

/** The keys of the configuration that are read here. */
export const configKeys = {
  ai_repair_rounds: {
    type: { integer: [0, 3] },
    describe: 'How often a model is asked to mend an answer that did not pass the check',
    default: 1,
    env: ['NIXAI_REPAIR_ROUNDS'],
    project: 'any',
  },
  'check.rules': {
    type: 'severities',
    describe:
      'How much single rules of nixai check weigh, or off: firewall-off=off docker-group=error',
    default: [],
    env: ['NIXAI_CHECK_RULES'],
    project: 'any',
  },
  'check.options': {
    type: 'parameters',
    describe:
      'Lists that rules of nixai check go by: group-unknown.groups=media,lab firewall-database-open.ports=5432',
    default: {},
    env: ['NIXAI_CHECK_OPTIONS'],
    project: 'any',
  },
  'check.presets': {
    type: 'names',
    describe: 'Sets of such weights, in this order: tidy, strict, errors-only',
    default: [],
    env: ['NIXAI_CHECK_PRESETS'],
    project: 'any',
  },
  'check.rules_file': {
    type: 'path',
    describe:
      "An organisation's rules: a file with RULE=SEVERITY or RULE.OPTION=VALUES a line; the settings win",
    env: ['NIXAI_CHECK_RULES_FILE'],
    project: 'inside',
  },
  'check.except': {
    type: 'exceptions',
    describe:
      'Where a rule is silent, by option or by file: docker-group=users.users.ada.* unknown-option=hosts/lab/**',
    default: [],
    env: ['NIXAI_CHECK_EXCEPT'],
    project: 'any',
  },
  nix_version: {
    type: 'version',
    describe: 'The Nix that builds the configuration; if not set, the one on this machine',
    env: ['NIXAI_NIX_VERSION'],
    project: 'any',
  },
} as const;
