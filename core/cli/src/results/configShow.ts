import { schema } from '@nixai/api';
import { configFiles, configFindings } from './configFiles.js';
import { configGetResult } from './configGet.js';

const { list, object } = schema;

export const configShowResult = object({
  entries: list(configGetResult),
  files: configFiles,
  findings: configFindings,
});
