import {
  messageOf,
  type CheckDefinition,
  type CheckRule,
  type CheckSample,
  type SampleModule,
  type SampleValue,
  type WrittenValue,
} from '@nixai/api';
import { createCheckConfiguration, isParameterValue, parametersOf } from '@nixai/contributions';

/**
 * What is wrong with a rule, one sentence each; empty if it keeps the contract and does what its
 * samples say. For a plugin's own tests, with any test runner.
 */
export function checkCheckRule(rule: CheckRule): readonly string[] {
  const { id, docs, samples } = rule;
  const faults: string[] = [];
  if (!/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/.test(id)) faults.push(`${id}: the id is not kebab-case`);
  for (const part of ['message', 'why', 'fix'] as const)
    if (rule[part].trim().length < 10) faults.push(`${id}: ${part} says nothing`);
  if (rule.message.endsWith('.')) faults.push(`${id}: the message ends with a full stop`);
  if (!docs.startsWith('https://')) faults.push(`${id}: ${docs} is no https address`);
  if ('options' in rule)
    for (const option of rule.options)
      if (option.split('.').some((name) => name.trim() === ''))
        faults.push(`${id}: ${option} is no option path`);
  for (const [name, { describe, of, usual }] of Object.entries(rule.parameters ?? {})) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) faults.push(`${id}: ${name} is no name of a parameter`);
    if (describe.trim().length < 10) faults.push(`${id}: ${name} says nothing`);
    if (!usual.every((one) => isParameterValue(of, one)))
      faults.push(`${id}: what ${name} lists is not each a ${of}`);
  }
  for (const [which, wanted] of [
    ['fires', true],
    ['quiet', false],
  ] as const) {
    if (samples[which].length === 0)
      faults.push(`${id}: has no sample for which it ${wanted ? 'fires' : 'is quiet'}`);
    for (const sample of samples[which]) faults.push(...faultsOfSample(rule, sample, wanted));
  }
  return faults;
}

function faultsOfSample(rule: CheckRule, sample: CheckSample, wanted: boolean): string[] {
  const where = `${rule.id} on ${JSON.stringify(sample)}`;
  try {
    if (fires(rule, sample) === wanted) return [];
  } catch (error) {
    return [`${where}: throws: ${messageOf(error)}`];
  }
  return [wanted ? `${where}: is quiet` : `${where}: fires`];
}

function fires(rule: CheckRule, sample: CheckSample): boolean {
  const modules: readonly SampleModule[] = Array.isArray(sample) ? sample : [sample];
  const definitions = modules
    .flatMap((module) => Object.entries(module))
    .map(([name, value]): CheckDefinition => ({
      path: name.split('.'),
      values: [written(value)],
      conditional: false,
      priority: 100,
    }));
  const configuration = createCheckConfiguration(rule.set, true, definitions);
  const given = parametersOf(rule);
  if ('appliesTo' in rule) return rule.appliesTo(configuration, given);
  return rule.options
    .flatMap((option) => configuration.definitions(option))
    .some((definition) => rule.applies(definition, configuration, given));
}

function written(value: SampleValue): WrittenValue {
  if (value === null) return { type: 'null' };
  if (Array.isArray(value))
    return { type: 'list', items: (value as readonly SampleValue[]).map(written) };
  switch (typeof value) {
    case 'boolean':
      return { type: 'boolean', value };
    case 'number':
      return { type: 'number', value };
    case 'string':
      return { type: 'string', value };
    default:
      return 'package' in value && typeof value.package === 'string'
        ? { type: 'package', attribute: value.package }
        : { type: 'set' };
  }
}
