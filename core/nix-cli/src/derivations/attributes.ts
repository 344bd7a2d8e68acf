import type { StoreDerivation } from '@nixai/api';

/** All that a builder is given, by name; structured attributes as JSON. Where its outputs will be is no attribute. */
export function attributesOf(drv: StoreDerivation): ReadonlyMap<string, string> {
  const { __json: structured, ...env } = drv.env;
  const given = new Map<string, string>(Object.entries(env));
  for (const [name, value] of Object.entries(parsed(structured)))
    given.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  for (const output of Object.keys(drv.outputs)) given.delete(output);
  given.set('system', drv.system);
  given.set('builder', drv.builder);
  given.set('args', drv.args.join(' '));
  const { hash } = drv.outputs['out'] ?? {};
  if (hash !== undefined && hash !== '') given.set('outputHash', hash);
  return given;
}

function parsed(json = '{}'): Readonly<Record<string, unknown>> {
  try {
    const said = JSON.parse(json) as unknown;
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
