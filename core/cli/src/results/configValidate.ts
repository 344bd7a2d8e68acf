import { schema } from '@nixai/api';
import { configFiles, configFindings } from './configFiles.js';

const { boolean, object } = schema;

export const configValidateResult = object({
  valid: boolean,
  files: configFiles,
  findings: configFindings,
});
