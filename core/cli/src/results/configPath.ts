import { schema } from '@nixai/api';

const { object, string } = schema;

export const configPathResult = object({ path: string });
