import type { CheckFinding } from '@nixai/api';
import type { CheckHost } from './host.js';
import { invalidRules, ruleSetting, type RuleFile } from './ruleFile.js';

/** How much a rule weighs; `off`: it is silent. */
export type Severity = CheckFinding['severity'] | 'off';

/** How severe findings are, by the settings `check.presets`, `check.rules_file` and `check.rules`. */
export interface Severities {
  /** @param usual what the rule itself says. */
  of(rule: string, usual: CheckFinding['severity']): Severity;
  /** Whether a rule that is off at first was asked for. */
  isOn(rule: string): boolean;
}

/** Rules that tell of style, and are silent until somebody asks for them. */
export const tidyRules = [
  'boolean-comparison',
  'empty-let',
  'manual-inherit',
  'repeated-prefix',
  'unused-argument',
  'unused-binding',
] as const;

export type TidyRule = (typeof tidyRules)[number];

const presets: Readonly<Record<string, (rule: string, usual: Severity) => Severity>> = {
  /** What deadnix and statix tell: names that nothing uses, and what can be written shorter. */
  tidy: (rule, usual) => (isTidy(rule) ? 'note' : usual),
  /** For CI: what may be right fails too. */
  strict: (rule, usual) =>
    usual === 'note' && !isTidy(rule) && !mayWellBeRight.has(rule) ? 'warning' : usual,
  /** Only what does not work. */
  'errors-only': (_, usual) => (usual === 'error' ? usual : 'off'),
};

const isTidy = (rule: string): boolean => (tidyRules as readonly string[]).includes(rule);

/** Notes that say what could not be looked at. */
const mayWellBeRight: ReadonlySet<string> = new Set(['unknown-module', 'unknown-option']);

/**
 * @param house what the organisation's file says; the settings win.
 * @throws NixaiError `check-rules-invalid` (exit 2): a preset that there is not.
 */
export async function severitiesOf(
  host: CheckHost,
  house: Pick<RuleFile, 'severities'>,
): Promise<Severities> {
  const names = await host.config.get('check.presets');
  const unknown = names.find((name) => !Object.hasOwn(presets, name));
  if (unknown !== undefined)
    throw invalidRules(
      `there is no preset ${unknown}`,
      `there are ${Object.keys(presets).join(', ')}`,
    );
  const written = [...house.severities, ...(await host.config.get('check.rules'))];
  const own = new Map(written.map(parsed));
  const severityOf = (rule: string, usual: Severity): Severity =>
    own.get(rule) ??
    names.reduce<Severity>((severity, name) => presets[name]?.(rule, severity) ?? 'off', usual);
  return {
    of: (rule, usual) => severityOf(rule, isTidy(rule) ? 'off' : usual),
    isOn: (rule) => severityOf(rule, 'off') !== 'off',
  };
}

function parsed(setting: string): [string, Severity] {
  const [, rule = '', severity] = ruleSetting.exec(setting) ?? [];
  return [rule, severity as Severity];
}
