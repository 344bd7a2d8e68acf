import type { Complete } from '@nixai/api';
import { allTemplates } from './find.js';

export const completeTemplates: Complete = async ({ host }) =>
  (await allTemplates(host)).map(({ name, title }) => ({ value: name, about: title }));

/** Frameworks of the language that stands there already, or of all. */
export const completeFrameworks: Complete = async ({ host, args }) =>
  (await allTemplates(host))
    .filter(({ name, aliases }) => args[0] === undefined || [name, ...aliases].includes(args[0]))
    .flatMap(({ frameworks }) =>
      frameworks.map(({ name, title }) => ({ value: name, about: title })),
    );

/** Services, after those that stand before the last comma. */
export const completeServices: Complete = async ({ word }) => {
  const { services } = await import('../services/services.js');
  const before = word.slice(0, word.lastIndexOf(',') + 1);
  return services.map(({ name, title }) => ({ value: `${before}${name}`, about: title }));
};

/** Option paths of devenv, a level at a time. */
export const completeOptions: Complete = async ({ host, word }) => {
  const { devenvOptions } = await import('../options/options.js');
  const depth = word.split('.').length;
  const { options } = await devenvOptions(host);
  const begun = options.filter(({ name }) => name.startsWith(word));
  const next = begun.map(({ name }) => name.split('.').slice(0, depth).join('.'));
  const leaves = new Map(begun.map(({ name, type }) => [name, type]));
  return [...new Set(next)].map((value) => ({ value, about: leaves.get(value) }));
};
