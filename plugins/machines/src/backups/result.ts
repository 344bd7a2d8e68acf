import { schema, type Infer } from '@nixai/api';
import { faultSchema } from '../ssh/each.js';
import { measuredSchema } from './records.js';
import { strategySchema } from './strategy.js';

const { object, string, list, integer, number, boolean, optional, described, oneOf } = schema;

const place = { name: string, repository: described('Without a password', string) };
const restored = {
  files: optional(described('Compared with what they were', integer)),
  bytes: optional(integer),
  seconds: optional(described('Restoring and comparing', number)),
  system: optional(described('The system that ran when it was made', string)),
  notes: described('What is to be known of it', list(string)),
};

/** What making a backup came to. */
export const ranSchema = object({
  ...place,
  id: optional(string),
  added: optional(described('Bytes that the repository grew by', integer)),
  verified: described(
    'All of the repository was read, and the backup restored and compared',
    boolean,
  ),
  ...restored,
  pruned: optional(described('Backups that no rule keeps, and that are gone', list(string))),
  fault: optional(faultSchema),
});
export type Ran = Infer<typeof ranSchema>;

export const listedSchema = object({
  ...place,
  backups: list(
    object({
      id: string,
      made: string,
      state: described(
        'verified and damaged: as this side has found it; unknown: nobody has read it back; unfinished: it is none',
        oneOf('verified', 'damaged', 'unknown', 'unfinished'),
      ),
      when: optional(described('When that was found', string)),
      restored: optional(measuredSchema),
    }),
  ),
  fault: optional(
    described(
      'Why the repository could not be read: the backups are those known here',
      faultSchema,
    ),
  ),
});
export type Listed = Infer<typeof listedSchema>;

export const verifiedSchema = object({
  ...place,
  on: string,
  id: optional(string),
  made: optional(string),
  verified: boolean,
  ...restored,
  fault: optional(faultSchema),
});
export type Verified = Infer<typeof verifiedSchema>;

const heldSchema = object({ id: string, why: string });

export const prunedSchema = object({
  ...place,
  gone: described('With --dry-run: that would go', list(object({ id: string, made: string }))),
  left: integer,
  held: described('That no rule keeps, and that stay all the same', list(heldSchema)),
  fault: optional(faultSchema),
});
export type Pruned = Infer<typeof prunedSchema>;

export const restoredSchema = object({
  ...place,
  on: described('Where it is restored', string),
  folder: string,
  id: optional(string),
  made: optional(string),
  restored: boolean,
  ...restored,
  fault: optional(faultSchema),
});
export type RestoredTo = Infer<typeof restoredSchema>;

/** How old what a machine could come back with is, and what that took. */
const standingSchema = object({
  ...place,
  verified: optional(object({ id: string, made: string, hours: described('Its age', number) })),
  damaged: optional(
    described('The newest one, where it is not whole', object({ id: string, found: string })),
  ),
  restored: optional(measuredSchema),
});

export const shownStrategySchema = object({
  file: string,
  strategy: strategySchema,
  key: object({
    file: string,
    there: boolean,
    copy: optional(described('For its recipient', string)),
  }),
  machines: list(standingSchema),
});
export type ShownStrategy = Infer<typeof shownStrategySchema>;

export const validatedSchema = object({
  checks: list(
    object({
      machine: optional(string),
      what: string,
      state: oneOf('ok', 'warning', 'bad'),
      why: optional(string),
      hint: optional(string),
    }),
  ),
});
export type Validated = Infer<typeof validatedSchema>;

export const configuredSchema = object({
  written: boolean,
  dryRun: boolean,
  strategy: strategySchema,
  before: optional(described('What it was', strategySchema)),
  key: described('The file of the key that all passwords come of', string),
  copy: optional(described('The key for its recipient', string)),
  files: described('What is written, but for the key', list(string)),
  units: list(object({ file: string, text: string })),
  format: oneOf('nixos', 'systemd'),
  start: described('What has the timer run', list(string)),
  undo: optional(string),
});
export type Configured = Infer<typeof configuredSchema>;
