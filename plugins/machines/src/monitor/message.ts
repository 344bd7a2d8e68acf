import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { schema, type Infer } from '@nixai/api';
import type { Change } from './compare.js';
import { monitoredSeverities } from './observed.js';

const { object, string, list, integer, optional, literal, oneOf, described } = schema;

export const changeSchema = object({
  kind: oneOf('new', 'worse', 'changed', 'cleared', 'unreachable', 'back'),
  machine: string,
  id: described('The finding; empty for a machine as a whole', string),
  severity: oneOf(...monitoredSeverities),
  summary: string,
  since: optional(string),
});

/** What somebody is told: the body of a webhook, the text of a mail. */
export const messageSchema = object({
  version: literal(1),
  id: described('The same in each try: who has it already has it', string),
  date: string,
  from: described('The machine that looked', string),
  monitor: string,
  check: string,
  text: described('For people', string),
  changes: list(changeSchema),
  left: described('How many more there are than are in the list', integer),
});
export type Message = Infer<typeof messageSchema>;

const mostChanges = 200;
const mostLines = 20;

export function messageOf(
  { name, check }: { readonly name: string; readonly check: string },
  changes: readonly Change[],
  now: Date,
): Message {
  return {
    version: 1,
    id: randomUUID(),
    date: now.toISOString(),
    from: hostname(),
    monitor: name,
    check,
    text: textOf(name, changes),
    changes: changes.slice(0, mostChanges),
    left: Math.max(0, changes.length - mostChanges),
  };
}

/** The same finding on many machines is one line. */
function textOf(name: string, changes: readonly Change[]): string {
  const groups = new Map<string, Change[]>();
  for (const one of changes) {
    const key = `${one.kind}\0${one.severity}\0${one.id}${one.id === '' ? one.machine : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = [...groups.values()].map((all) => {
    const [first] = all as [Change];
    const machines = all.map(({ machine }) => machine);
    const where =
      machines.length > 5
        ? `${machines.slice(0, 3).join(', ')} and ${machines.length - 3} more`
        : machines.join(', ');
    const what = first.id === '' ? first.summary : `${first.id}: ${first.summary}`;
    return `${first.kind} ${first.severity} on ${where}: ${what}`;
  });
  const count = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  return [
    `nixai ${name}: ${count}`,
    ...lines.slice(0, mostLines),
    ...(lines.length > mostLines ? [`and ${lines.length - mostLines} more`] : []),
  ].join('\n');
}
