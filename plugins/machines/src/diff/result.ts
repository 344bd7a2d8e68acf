import { schema, type Infer } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';

const { object, string, list, boolean, integer, optional, described, oneOf } = schema;

/** What is different between the system that a machine runs and another one. */
export const diffSchema = object({
  name: string,
  with: described('The other machine, or the configuration', string),
  from: optional(described('The system that the machine runs', string)),
  to: optional(described('The system that it is compared with', string)),
  same: described('They are one and the same store path', boolean),
  fault: optional(faultSchema),
  closure: optional(
    object({
      added: described('Store paths', integer),
      removed: described('Store paths', integer),
      before: described('Bytes', integer),
      after: described('Bytes', integer),
      packages: list(
        object({
          name: string,
          before: described('Versions', list(string)),
          after: list(string),
          bytes: described('How many more', integer),
        }),
      ),
    }),
  ),
  etc: optional(
    list(
      object({
        name: described('Below /etc', string),
        change: oneOf('added', 'removed', 'changed'),
        onlyPaths: described('Other store paths in it, and the same otherwise', boolean),
        diff: optional(described('Absent where it is no text or too long', string)),
      }),
    ),
  ),
  units: optional(
    object({
      activeKnown: described('Whether the machine said which units are active', boolean),
      stop: list(string),
      restart: list(string),
      reload: list(string),
      kept: described('Another file, and not restarted', list(string)),
      added: list(string),
    }),
  ),
  boot: optional(
    described(
      'What only a restart brings',
      list(
        object({
          part: oneOf('kernel', 'initrd', 'kernel-modules', 'kernel-params'),
          before: string,
          after: string,
        }),
      ),
    ),
  ),
  options: optional(
    object({
      files: described('Where they are written', list(string)),
      changed: list(object({ option: string, before: optional(string), after: optional(string) })),
    }),
  ),
  untold: described('What could not be compared, one sentence each', list(string)),
});
export type SystemDiff = Infer<typeof diffSchema>;
