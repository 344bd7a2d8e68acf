import { schema } from '@nixai/api';

const { object, optional, string } = schema;

export const pluginsLinkResult = object({ name: string, version: optional(string), root: string });
