/** The part of JSON Schema that our own schemas are written in. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Shape;
}

/** What is wrong with a value by a schema of ours, and where; undefined where nothing is. */
export function misfit(value: unknown, shape: Shape, at = 'it'): string | undefined {
  if (shape.enum !== undefined)
    return shape.enum.includes(value) ? undefined : `${at} is none of ${shape.enum.join(', ')}`;
  if (shape.type === 'integer')
    return Number.isSafeInteger(value) ? undefined : `${at} is no whole number`;
  if (shape.type === 'array') {
    if (!Array.isArray(value)) return `${at} is no list`;
    return first(
      value.map((one, index) => () => misfit(one, shape.items ?? {}, `${at}[${index}]`)),
    );
  }
  if (shape.type !== 'object')
    return shape.type === undefined || typeof value === shape.type
      ? undefined
      : `${at} is no ${String(shape.type)}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${at} is no object`;
  const { properties = {}, required = [] } = shape;
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `${at} has no ${missing}`;
  return first(
    Object.entries(value).map(([key, one]: [string, unknown]) => () => {
      const inside = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return inside === undefined
        ? `${at} has a ${key}, which nothing is`
        : misfit(one, inside, `${at}.${key}`);
    }),
  );
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}
