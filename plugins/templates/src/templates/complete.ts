import { allTemplates, type Complete } from '@nixai/api';

/** The templates of all plugins, by their ids. */
export const templateNames: Complete = async ({ host }) =>
  (await allTemplates(host)).map(({ template }) => ({ value: template.id, about: template.title }));
