import { schema, type Infer } from '@nixai/api';
import { changeSchema } from './message.js';
import { checks } from './monitor.js';

const { object, string, list, integer, boolean, optional, oneOf, described } = schema;

export const ranSchema = object({
  monitor: string,
  check: oneOf(...checks),
  dryRun: boolean,
  test: optional(described('A message of no finding was sent, and nobody looked', boolean)),
  open: described('How many findings there are by now', integer),
  changes: described('What is another than in the run before', list(changeSchema)),
  unseen: list(object({ machine: string, why: string })),
  ways: described('How somebody is told', list(string)),
  told: list(object({ way: string, fault: optional(string) })),
  untold: described('Messages that wait for the next run', integer),
});
export type Ran = Infer<typeof ranSchema>;

export const monitoredSchema = object({
  monitor: string,
  check: oneOf(...checks),
  when: described('As systemd’s OnCalendar', string),
  format: oneOf('nixos', 'systemd'),
  files: described('What is written; absolute', list(string)),
  units: described(
    'What is in them, but for the monitor’s own file, which may hold an address that is a key',
    list(object({ file: string, text: string })),
  ),
  written: boolean,
  dryRun: boolean,
  undo: optional(string),
  start: described('What has the timer run', list(string)),
});
export type Monitored = Infer<typeof monitoredSchema>;
