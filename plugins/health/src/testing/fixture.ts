import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  lutimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  checker,
  http,
  nix,
  processes,
  redactor,
  type CheckReport,
  type HealthCheck,
  type HealthMachine,
  type HealthReading,
  type HealthSpace,
  type HttpClient,
  type Nix,
} from '@nixai/api';
import { createTestHost, fakeNix, fakeProcesses, type ScriptedProgram } from '@nixai/api/testing';
import { openMachine } from '../machine/open.js';
import { limitsOf } from '../run/run.js';

/** The day on which all of these machines are looked at. */
export const today = new Date('2026-11-29T12:00:00Z');
export const daysAgo = (days: number): Date =>
  new Date(today.getTime() - days * 24 * 60 * 60 * 1000);

/** A file of a machine: its text, or what it links to; with the day on which it was made. */
export type Entry =
  | string
  | { readonly link: string; readonly made?: Date }
  | { readonly text: string; readonly made?: Date; readonly mode?: number };

export interface Fixture {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly programs?: readonly ScriptedProgram[];
  readonly spaces?: Readonly<Record<string, Partial<HealthSpace>>>;
  readonly isRoot?: boolean;
  readonly live?: boolean;
  readonly offline?: boolean;
  readonly http?: Partial<HttpClient>;
  readonly nix?: Partial<Nix>;
  /** What `nixai check` says of its configuration. */
  readonly report?: Partial<CheckReport>;
  readonly criticalUnits?: readonly string[];
  /** When it is looked at; `today` if absent. */
  readonly now?: Date;
}

export const gib = 1024 ** 3;

/** A machine as a folder, with the programs that are scripted. */
export async function withMachine<T>(
  { files = {}, programs = [], spaces, live = true, ...fixture }: Fixture,
  work: (machine: HealthMachine) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'health-'));
  try {
    for (const [path, entry] of Object.entries(files)) lay(join(root, path), entry);
    const host = createTestHost({
      services: [
        [processes, fakeProcesses(programs)],
        [nix, fakeNix(fixture.nix ?? {})],
        [http, fixture.http ?? {}],
        // Words that a test marks; what is a secret is core's to know.
        [redactor, { redact: (text: string) => ({ text: text.replace(/secret-\w+/g, 'SECRET') }) }],
        [checker, { check: () => Promise.resolve(fixture.report) }],
      ],
    });
    const machine = await openMachine({
      host,
      root,
      live,
      offline: fixture.offline ?? false,
      signal: new AbortController().signal,
      configuration: '/etc/nixos',
      criticalUnits: fixture.criticalUnits ?? ['sshd.service'],
      now: fixture.now ?? today,
      isRoot: fixture.isRoot ?? false,
      ...(spaces !== undefined && { space: async (path) => spaceOf(spaces[path]) }),
    });
    return await work(machine);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What a check finds on such a machine. */
export const look = (check: HealthCheck, fixture: Fixture): Promise<readonly HealthReading[]> =>
  withMachine(fixture, async (machine) => check.run(machine, limitsOf(check, { thresholds: {} })));

const spaceOf = (space: Partial<HealthSpace> | undefined): HealthSpace | undefined =>
  space === undefined
    ? undefined
    : {
        size: 100 * gib,
        free: 50 * gib,
        available: 50 * gib,
        files: 1000,
        filesFree: 900,
        ...space,
      };

function lay(path: string, entry: Entry): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof entry === 'string') return writeFileSync(path, entry);
  if ('link' in entry) symlinkSync(entry.link, path);
  else {
    writeFileSync(path, entry.text);
    if (entry.mode !== undefined) chmodSync(path, entry.mode);
  }
  if (entry.made !== undefined && lstatSync(path)) lutimesSync(path, entry.made, entry.made);
}
