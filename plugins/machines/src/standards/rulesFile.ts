import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { parse } from 'yaml';
import { isRecord } from '../isRecord.js';
import { operators, readKinds, ruleSeverities, type RulesFile } from './rule.js';

const longestHeldAgainst = 32_000;

/** Reads rules of somebody's own, YAML or JSON. @throws NixaiError `rules-invalid`, with all that is wrong. */
export async function readRules(file: string): Promise<RulesFile> {
  let value: unknown;
  try {
    const text = await readRegular(file, 'utf8');
    // Each key is held against all others: in a file of a length that nobody writes that takes minutes.
    value = parse(text, { maxAliasCount: 100, uniqueKeys: text.length < longestHeldAgainst });
  } catch (error) {
    throw invalid(file, [messageOf(error)]);
  }
  const faults = faultsOf(value);
  if (faults.length > 0) throw invalid(file, faults);
  return value as RulesFile;
}

/** What is wrong with a file's rules, a sentence each. */
export function faultsOf(value: unknown): readonly string[] {
  if (!isRecord(value)) return ['it is no set of version, name and rules'];
  const { version, name, rules } = value;
  return [
    ...(version === 1 ? [] : ['version is not 1']),
    ...(isText(name) ? [] : ['name is missing']),
    ...(Array.isArray(rules) && rules.length > 0
      ? [...rules.flatMap(faultsOfRule), ...doubled(rules)]
      : ['there are no rules']),
  ];
}

function faultsOfRule(rule: unknown, at: number): readonly string[] {
  if (!isRecord(rule)) return [`rule ${at + 1} is no set`];
  const name = isText(rule.id) ? rule.id : `rule ${at + 1}`;
  const conditions = (key: 'when' | 'declared'): readonly string[] => {
    const list = rule[key] ?? [];
    if (!Array.isArray(list)) return [`${name}: ${key} is no list`];
    return list.flatMap((one: unknown) =>
      isRecord(one) && isText(one.option)
        ? faultsOfTest(`${name}: ${one.option}`, one)
        : [`${name}: ${key} has one without an option`],
    );
  };
  return [
    ...(typeof rule.id === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule.id)
      ? []
      : [`${name}: its id is not kebab-case`]),
    ...(['title', 'why'] as const).flatMap((key) =>
      isText(rule[key]) ? [] : [`${name}: ${key} is missing`],
    ),
    ...(ruleSeverities.some((one) => one === rule.severity)
      ? []
      : [`${name}: severity is none of ${ruleSeverities.join(', ')}`]),
    ...(rule.match === undefined || rule.match === 'all' || rule.match === 'any'
      ? []
      : [`${name}: match is neither all nor any`]),
    ...(rule.declared === undefined && rule.running === undefined
      ? [`${name}: it looks at nothing (declared, running)`]
      : []),
    ...conditions('when'),
    ...conditions('declared'),
    ...(rule.running === undefined ? [] : faultsOfProbe(name, rule.running)),
  ];
}

function faultsOfProbe(name: string, probe: unknown): readonly string[] {
  if (!isRecord(probe) || !isText(probe.read)) return [`${name}: running says not what is read`];
  const [kind = '', word = ''] = probe.read.split(' ');
  const isKnown = readKinds.some((one) => one === kind) && /^[A-Za-z0-9@._:/-]+$/.test(word);
  return [
    ...(isKnown ? [] : [`${name}: nothing is read as "${probe.read}"`]),
    ...faultsOfTest(name, probe),
  ];
}

function faultsOfTest(name: string, { op, value }: Record<string, unknown>): readonly string[] {
  if (!operators.some((one) => one === op))
    return [`${name}: op is none of ${operators.join(', ')}`];
  if (op === 'set' || op === 'unset') return [];
  if (value === undefined) return [`${name}: there is no value for ${String(op)}`];
  if (op !== 'has' && op !== 'lacks') return [];
  if (typeof value !== 'string') return [`${name}: the value of ${op} is no text`];
  try {
    return new RegExp(value).source === '' ? [`${name}: value is empty`] : [];
  } catch (error) {
    return [`${name}: ${messageOf(error)}`];
  }
}

function doubled(rules: readonly unknown[]): readonly string[] {
  const ids = rules.map((one) => (isRecord(one) ? one.id : undefined));
  const twice = new Set(ids.filter((id, at) => id !== undefined && ids.indexOf(id) !== at));
  return [...twice].map((id) => `${String(id)}: there are two of it`);
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

const shown = 8;

const invalid = (file: string, faults: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'rules-invalid',
    what: `${file} has no rules that can be kept`,
    why: [
      ...faults.slice(0, shown),
      ...(faults.length > shown ? [`and ${faults.length - shown} more`] : []),
    ].join('; '),
    hint: 'docs/machines.md, "Standards"',
    exitCode: ExitCode.refused,
  });
