import { schema } from '@nixai/api';
import { pluginPreview } from './pluginPreview.js';

const { boolean, integer, list, object, optional, string } = schema;

export const pluginsSyncResult = object({
  lock: string,
  plugins: list(pluginPreview),
  removes: list(string),
  changes: boolean,
  synced: boolean,
  mirrored: optional(integer),
});
