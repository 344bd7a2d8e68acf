import { type Complete } from '@nixai/api';
import { allTemplates } from '@nixai/contributions';

/** The templates of all plugins, by their ids. */
export const templateNames: Complete = async ({ host }) =>
  (await allTemplates(host)).map(({ template }) => ({ value: template.id, about: template.title }));
