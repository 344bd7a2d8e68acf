import type { CheckParameter, CheckParameters, CheckRule } from '@nixai/api';

/** What a setting says of the parameters of one rule. */
export type WrittenParameters = Readonly<Record<string, readonly (number | string)[]>>;

/** The parameters of a rule: what is written, else what is usual. */
export function parametersOf(
  { id, parameters = {} }: Pick<CheckRule, 'id' | 'parameters'>,
  written: WrittenParameters = {},
): CheckParameters {
  const lists = new Map(
    Object.entries(parameters).map(([name, { usual }]) => [name, new Set(written[name] ?? usual)]),
  );
  return (name) => {
    const list = lists.get(name);
    // A slip in the rule itself: an empty list would make it silent for good.
    if (list === undefined) throw new Error(`${id} declares no parameter ${name}`);
    return list;
  };
}

/** Whether something may stand in the list of a parameter. */
export function isParameterValue(of: CheckParameter['of'], value: unknown): boolean {
  if (of === 'text') return typeof value === 'string' && value !== '';
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}
