import { schema } from '@nixai/api';

const { described, list, object, oneOf, string } = schema;

export const templatesSearchResult = object({
  query: string,
  templates: list(
    object({
      id: string,
      pack: string,
      origin: described('The package that gave the pack.', string),
      title: string,
      description: string,
      kind: oneOf('nixos', 'home-manager', 'flake'),
      category: string,
      tags: list(string),
    }),
  ),
});
