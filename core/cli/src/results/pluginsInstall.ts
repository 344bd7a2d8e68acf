import { schema } from '@nixai/api';
import { pluginPreview } from './pluginPreview.js';

const { boolean, described, list, object, optional, string } = schema;

export const pluginsInstallResult = object({
  installed: boolean,
  plugins: list(pluginPreview),
  bundled: optional(
    described('Names that are part of this nixai, and were left as they are', list(string)),
  ),
});
