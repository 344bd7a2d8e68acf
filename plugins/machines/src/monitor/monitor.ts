import { join } from 'node:path';
import { ExitCode, NixaiError, files, schema, type Host, type Infer } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { monitoredSeverities } from './observed.js';

const { object, string, list, optional, oneOf, literal, record, union } = schema;

export const checks = ['drift', 'health', 'compliance', 'performance'] as const;
export type MonitorCheck = (typeof checks)[number];

/** What is looked at again and again, and who is told; as its file has it. */
export const monitorSchema = object({
  version: literal(1),
  name: string,
  check: oneOf(...checks),
  /** Flags of the command that looks, as they were given; paths are whole. */
  machines: list(string),
  select: record(union(string, list(string))),
  registry: optional(string),
  options: record(string),
  severity: oneOf(...monitoredSeverities),
  tell: object({
    webhook: optional(string),
    secretFile: optional(string),
    mail: optional(list(string)),
    command: optional(string),
  }),
});
export type Monitor = Infer<typeof monitorSchema>;

/** A monitor's name: part of a file's name and of a unit's. */
export const goodName = /^[a-z0-9][a-z0-9-]{0,40}$/;

/** It may have an address in it that is as good as a key: for its owner alone. */
export const monitorFile = (host: Host, name: string): string =>
  join(host.paths.config, 'monitors', `${name}.json`);

export const monitorText = (monitor: Monitor): string => `${JSON.stringify(monitor, null, 2)}\n`;

/** @throws NixaiError `monitor-unknown`, or `monitor-invalid` where its file is none. */
export async function readMonitor(host: Host, name: string): Promise<Monitor> {
  const file = monitorFile(host, name);
  const text = goodName.test(name)
    ? await readRegular(file, 'utf8').catch(() => undefined)
    : undefined;
  if (text === undefined)
    throw new NixaiError({
      code: 'monitor-unknown',
      what: `there is no monitor ${JSON.stringify(name)}`,
      why: `no ${file}`,
      hint: 'nixai machines monitor --schedule daily --alert-on-drift',
      exitCode: ExitCode.refused,
    });
  const monitor = parsed(text);
  // Its own name leads to the files of that monitor, whatever it calls itself.
  if (monitor !== undefined) return { ...monitor, name };
  throw new NixaiError({
    code: 'monitor-invalid',
    what: `${file} is no monitor`,
    hint: 'make it again with nixai machines monitor',
    exitCode: ExitCode.refused,
  });
}

const isSet = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Monitor | undefined {
  try {
    const value = JSON.parse(text) as Partial<Monitor> | null;
    const isWhole =
      value?.version === 1 &&
      checks.some((one) => one === value.check) &&
      monitoredSeverities.some((one) => one === value.severity) &&
      Array.isArray(value.machines) &&
      value.machines.every((one) => typeof one === 'string') &&
      [value.select, value.options, value.tell].every(isSet);
    return isWhole ? (value as Monitor) : undefined;
  } catch {
    return undefined;
  }
}

/** Has no second run of a monitor beside this one. @throws NixaiError `locked`. */
export const holdMonitor = async (host: Host, name: string) =>
  (await host.service(files)).lock(join(host.paths.state, 'machines/monitors', `${name}.lock`));
