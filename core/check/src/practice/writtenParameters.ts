import { ExitCode, NixaiError, type CheckParameter, type CheckRule } from '@nixai/api';
import { isParameterValue, type WrittenParameters } from '@nixai/contributions';
import { nearestWords } from '@nixai/language';
import type { CheckHost } from '../host.js';
import type { ParameterLine, RuleFile } from '../ruleFile.js';

type Rules = ReadonlyMap<string, Pick<CheckRule, 'parameters'>>;

/**
 * What an organisation's file and the setting `check.options` say of the lists that rules go by; the
 * setting wins. Held against what each rule declares.
 * @throws NixaiError `check-options-invalid` (exit 2), with every fault at its line.
 */
export async function writtenParameters(
  { config, log }: Pick<CheckHost, 'config' | 'log'>,
  rules: Rules,
  house: Pick<RuleFile, 'parameters'>,
): Promise<ReadonlyMap<string, WrittenParameters>> {
  const lines = [...house.parameters, ...(await settingLines(config))];
  const faults: string[] = [];
  const read = new Map<string, Record<string, readonly (number | string)[]>>();
  for (const line of lines) {
    // `house/bastion`: the plugin that gives it may be absent on this machine.
    if (!rules.has(line.rule) && line.rule.includes('/'))
      log.warn(`${line.from}: no plugin that is installed gives a rule ${line.rule}`);
    const fault = faultOf(line, rules);
    if (fault !== undefined) faults.push(`${line.from}: ${line.rule}.${line.name}: ${fault}`);
    else read.set(line.rule, { ...read.get(line.rule), [line.name]: line.values });
  }
  if (faults.length > 0) throw invalidOptions(faults);
  return read;
}

/** Each list of the setting, with where it stands. */
async function settingLines(config: CheckHost['config']): Promise<ParameterLine[]> {
  const lines: ParameterLine[] = [];
  for (const [rule, lists] of Object.entries(await config.get('check.options')))
    for (const [name, values] of Object.entries(lists)) {
      const place = await config.locate('check.options', [rule, name]);
      const at = place?.line === undefined ? '' : `:${place.line}`;
      lines.push({ rule, name, values, from: `${place?.from ?? 'check.options'}${at}` });
    }
  return lines;
}

function faultOf({ rule, name, values }: ParameterLine, rules: Rules): string | undefined {
  const known = rules.get(rule);
  if (known === undefined)
    return rule.includes('/')
      ? undefined
      : `there is no such rule of practice${nearest(rule, [...rules.keys()])}`;
  const declared = Object.entries(known.parameters ?? {});
  const names = declared.map(([one]) => one);
  if (names.length === 0) return 'the rule has no options';
  const parameter = declared.find(([one]) => one === name)?.[1];
  if (parameter === undefined)
    return `the rule has no such option${nearest(name, names)}; it has ${names.join(', ')}`;
  const wrong = values.find((value) => !isParameterValue(parameter.of, value));
  return wrong === undefined
    ? undefined
    : `expected ${expected[parameter.of]}, not ${JSON.stringify(wrong)}`;
}

const expected: Readonly<Record<CheckParameter['of'], string>> = {
  port: 'ports from 1 to 65535',
  text: 'texts',
};

function nearest(typed: string, words: readonly string[]): string {
  const [meant] = nearestWords(typed, words);
  return meant === undefined ? '' : ` (nearest: ${meant})`;
}

function invalidOptions(faults: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'check-options-invalid',
    what: 'check.options cannot be used as it is',
    why: faults.join('\n'),
    hint: 'nixai config get check.options',
    exitCode: ExitCode.usage,
  });
}
