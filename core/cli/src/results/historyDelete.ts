import { schema } from '@nixai/api';

const { list, object, string } = schema;

export const historyDeleteResult = object({ deleted: list(string) });
