import { schema } from '@nixai/api';

const { described, list, object, oneOf, string } = schema;

/** What is said of a template wherever one is named. */
export const templateFields = {
  id: string,
  pack: string,
  origin: described('The package that gave the pack.', string),
  title: string,
  description: string,
  kind: oneOf('nixos', 'home-manager', 'flake'),
  category: string,
  tags: list(string),
};

/** A template in a list. */
export const templateLine = object(templateFields);
