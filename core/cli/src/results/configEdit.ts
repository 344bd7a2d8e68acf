import { schema } from '@nixai/api';

const { boolean, object, string } = schema;

export const configEditResult = object({ file: string, changed: boolean });
