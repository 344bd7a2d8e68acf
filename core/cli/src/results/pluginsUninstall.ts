import { schema } from '@nixai/api';

const { list, object, string } = schema;

export const pluginsUninstallResult = object({ removed: list(string) });
