import { schema } from '@nixai/api';
import { shells } from '../script/shells.js';

const { object, oneOf, string } = schema;

export const shellInit = object({ shell: oneOf(...shells), script: string });
