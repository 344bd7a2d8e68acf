import { plugins, type Host } from '@nixai/api';
import { bundledType } from '../../bundledPlugins.js';

/** Those of the names whose plugin came with nixai, and is the one in use. */
export async function partsOfNixai(names: readonly string[], host: Host): Promise<string[]> {
  const loaded = await (await host.service(plugins)).list();
  return names.filter((name) =>
    loaded.some((one) => one.name === name && one.type === bundledType),
  );
}
