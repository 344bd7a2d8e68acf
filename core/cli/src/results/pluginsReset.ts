import { schema } from '@nixai/api';

const { list, object, string } = schema;

export const pluginsResetResult = object({ removed: list(string) });
