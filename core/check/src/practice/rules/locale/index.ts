import type { CheckRules } from '@nixai/api';
import { localeWithoutCharset } from './locale-without-charset.js';
import { timeZoneUnknown } from './time-zone-unknown.js';

/** The clock, and the language of the machine. */
export const localeRules: CheckRules = [timeZoneUnknown, localeWithoutCharset];
