import { docSources, plugins, type Complete, type Point } from '@nixai/api';

/** Keys of the configuration, of core and of plugins. */
export const configKeys: Complete = async ({ host }) => {
  const { entries } = await host.config.inspect();
  return entries.map(({ path, describe }) => ({ value: path, about: describe }));
};

/** Names of what was added to a point. */
export const namesIn =
  (point: Point<unknown>): Complete =>
  async ({ host }) =>
    (await host.point(point).list()).map(({ name, origin }) => ({
      value: name,
      ...(origin !== host.origin && { about: origin }),
    }));

export const docSourceNames = namesIn(docSources);

/** Plugins that a person has added. */
export const pluginNames: Complete = async ({ host }) => {
  const all = await (await host.service(plugins)).list();
  const added = all.filter(({ type }) => type === 'user' || type === 'link');
  return added.map(({ name, version }) => ({ value: name, about: version }));
};
