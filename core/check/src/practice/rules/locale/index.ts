import type { CheckRules } from '@nixai/api';
import { keymapUnknown, layoutUnknown } from './keyboard-unknown.js';
import { localeWithoutCharset } from './locale-without-charset.js';
import { timeZoneUnknown } from './time-zone-unknown.js';

/** The clock, and the language of the machine. */
export const localeRules: CheckRules = [
  timeZoneUnknown,
  localeWithoutCharset,
  keymapUnknown,
  layoutUnknown,
];
