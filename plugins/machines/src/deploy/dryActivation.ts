import { schema, type Infer } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';

const { object, string, list, integer, optional, described } = schema;

/** What a machine itself says that its new system would do. */
export const dryActivationSchema = object({
  name: string,
  code: optional(described('What its dry activation ended with', integer)),
  stop: list(string),
  restart: list(string),
  reload: list(string),
  start: list(string),
  kept: described('Changed, and left as they are', list(string)),
  log: described('Its own words, line by line', list(string)),
  fault: optional(faultSchema),
});
export type DryActivation = Infer<typeof dryActivationSchema>;

const kinds = [
  ['stop', /^would stop the following units: (.+)$/],
  ['kept', /^would NOT stop the following changed units: (.+)$/],
  ['restart', /^would restart the following units: (.+)$/],
  ['reload', /^would reload the following units: (.+)$/],
  ['start', /^would start the following units: (.+)$/],
] as const;

/** Reads what `switch-to-configuration dry-activate` says; the activation itself adds to some of them. */
export function readDryActivation(
  text: string,
): Pick<DryActivation, 'stop' | 'restart' | 'reload' | 'start' | 'kept' | 'log'> {
  const units = { stop: [], restart: [], reload: [], start: [], kept: [] } as Record<
    (typeof kinds)[number][0],
    string[]
  >;
  const log = text.split('\n').filter((line) => line.trim() !== '');
  for (const line of log)
    for (const [kind, pattern] of kinds)
      units[kind].push(
        ...(pattern.exec(line)?.[1] ?? '').split(', ').filter((unit) => unit !== ''),
      );
  return { ...units, log };
}
