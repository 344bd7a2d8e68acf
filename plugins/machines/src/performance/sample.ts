import { schema, type Infer } from '@nixai/api';
import type { Reading } from './reading.js';

const { object, string, number, integer, optional, described } = schema;

const percent = (text: string) => optional(described(`${text}, in percent`, number));
const rate = (text: string) => optional(described(`${text}, in bytes a second`, number));

/** What a machine did in the time since the reading before. */
export const valuesSchema = object({
  cpu: percent('Of all processors, what was busy'),
  load: optional(described('Of the last minute', number)),
  memory: percent('What programs cannot have any more'),
  swap: percent('Of swap, what is used'),
  disk: percent('Of the fullest file system, what is used'),
  fullest: optional(described('Where that is mounted', string)),
  read: rate('Read from disks'),
  written: rate('Written to disks'),
  received: rate('From the network'),
  sent: rate('To the network'),
  killed: optional(described('Programs that the kernel killed for memory', integer)),
});
export type Values = Infer<typeof valuesSchema>;

/** Those of them that are a number over time. */
export const series = [
  'cpu',
  'load',
  'memory',
  'swap',
  'disk',
  'read',
  'written',
  'received',
  'sent',
] as const;
export type Series = (typeof series)[number];

/** What two readings of one machine say; what only a difference tells is absent after a restart. */
export function valuesBetween(before: Reading, now: Reading): Values {
  const seconds = now.uptime - before.uptime;
  const went = (of: (one: Reading) => number | undefined): number | undefined => {
    const [from, to] = [of(before), of(now)];
    return seconds <= 0 || from === undefined || to === undefined || to < from
      ? undefined
      : to - from;
  };
  const rateOf = (of: (one: Reading) => number | undefined): number | undefined => {
    const difference = went(of);
    return difference === undefined ? undefined : Math.round(difference / seconds);
  };
  const ticks = went(({ cpu }) => cpu?.total);
  const busy = went(({ cpu }) => cpu?.busy);
  const all: Values = {
    cpu:
      ticks === undefined || busy === undefined || ticks === 0
        ? undefined
        : tenth((100 * busy) / ticks),
    load: now.load,
    memory: tenth(now.memory),
    swap: tenth(now.swap),
    disk: tenth(now.disk?.used),
    fullest: now.disk?.mount,
    read: rateOf(({ io }) => io?.read),
    written: rateOf(({ io }) => io?.written),
    received: rateOf(({ network }) => network?.received),
    sent: rateOf(({ network }) => network?.sent),
    killed: went(({ killed }) => killed),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function tenth(value: number): number;
function tenth(value: number | undefined): number | undefined;
function tenth(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}
