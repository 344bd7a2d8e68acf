import { schema } from '@nixai/api';
import { pluginPreview } from './pluginPreview.js';

const { list, object, string } = schema;

export const pluginsUpdateResult = object({
  updated: list(string),
  plugins: list(pluginPreview),
});
