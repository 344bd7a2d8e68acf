import type { Arg, Flag, JsonSchema, LoadedCommand } from '@nixai/api';

/** What `invoke` takes for a command: `{ flags, args, stdin }`. */
export function inputSchema(command: LoadedCommand): JsonSchema {
  const { flags = {}, args = {}, baseFlags } = command;
  const shown = Object.entries({ ...flags, ...baseFlags }).filter(([, { hidden }]) => !hidden);
  const properties = {
    flags: fieldsOf(shown),
    args: fieldsOf(Object.entries(args)),
    stdin: { type: 'string', description: 'What is piped in' },
  };
  const required = (['flags', 'args'] as const).filter((name) => properties[name].required);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties,
  };
}

type Spec = Flag<unknown> | Arg<unknown>;

function fieldsOf(specs: readonly (readonly [string, Spec])[]): JsonSchema {
  const required = specs
    .filter(([, spec]) => spec.required === true && spec.default === undefined)
    .map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(specs.map(([name, spec]) => [name, valueSchema(spec)])),
  };
}

/** One value, or a list of them. */
export function valueSchema(spec: Spec): JsonSchema {
  const one = oneValue(spec);
  const about = {
    description: spec.description,
    ...(spec.default !== undefined && { default: spec.default }),
  };
  return spec.multiple === true ? { type: 'array', items: one, ...about } : { ...one, ...about };
}

function oneValue(spec: Spec): JsonSchema {
  if ('type' in spec && spec.type === 'boolean') return { type: 'boolean' };
  if (spec.options !== undefined) return { enum: spec.options };
  return spec.schema ?? { type: 'string' };
}
