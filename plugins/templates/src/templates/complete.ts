import { type Complete } from '@nixai/api';
import { allTemplates } from '@nixai/contributions';

/** The templates of all plugins, by their ids. */
export const templateNames: Complete = async ({ host }) =>
  (await allTemplates(host)).map(({ template }) => ({ value: template.id, about: template.title }));

/** The templates that are on record as put into a configuration. */
export const appliedNames: Complete = async ({ host }) => {
  const { allStamps } = await import('../versions/stamps.js');
  return (await allStamps(host)).map(({ template, entry }) => ({ value: template, about: entry }));
};
