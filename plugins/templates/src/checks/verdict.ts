import { schema } from '@nixai/api';

const { object, string, oneOf, optional } = schema;

/** What came of one question to a machine or a text. `unknown`: it could not be looked at. */
export const verdict = object({
  about: string,
  outcome: oneOf('met', 'unmet', 'unknown'),
  evidence: optional(string),
});
export interface Verdict {
  readonly about: string;
  readonly outcome: 'met' | 'unmet' | 'unknown';
  /** What was read, and where. */
  readonly evidence?: string;
}
