import type { Complete } from '@nixai/api';

/** What a person keeps, by name. */
export const snippetNames: Complete = async ({ host }) => {
  const { allSnippets } = await import('./store.js');
  return (await allSnippets(host)).map(({ name, description }) => ({
    value: name,
    about: description,
  }));
};
