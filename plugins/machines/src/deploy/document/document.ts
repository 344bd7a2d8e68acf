import {
  ExitCode,
  NixaiError,
  messageOf,
  nix,
  schema,
  shellWord,
  type Host,
  type Infer,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import type { Fleet, KnownMachine } from '../../registry/load.js';
import type { System } from '../configuration/build.js';
import type { MachinePlan } from '../plan.js';
import { settingsSchema, type PlanSettings } from '../settings.js';
import { misfit } from './fits.js';
import { isSealed, sealOf } from './seal.js';

const { object, string, list, integer, optional, described } = schema;

/** A plan as data: all that `deploy --plan FILE` needs to do exactly that. */
export const documentSchema = object({
  version: described('Of this form: 1', integer),
  seal: optional(described('By whom made it: any change of the plan breaks it', string)),
  date: described('ISO 8601', string),
  about: string,
  settings: settingsSchema,
  machines: described(
    'In the order in which they are begun',
    list(
      object({
        name: string,
        host: string,
        from: optional(described('What it has to run; absent: it is left alone', string)),
        to: string,
        derivation: optional(described('Where the machine builds it itself', string)),
      }),
    ),
  ),
});
export type PlanDocument = Infer<typeof documentSchema>;

export async function documentOf(
  host: Host,
  about: string,
  settings: PlanSettings,
  plan: readonly MachinePlan[],
): Promise<PlanDocument> {
  const document: PlanDocument = {
    version: 1,
    date: new Date().toISOString(),
    about,
    settings,
    machines: plan.map(({ machine, from, to, derivation }) => ({
      name: machine.name,
      host: machine.host,
      ...(from !== undefined && { from }),
      to,
      ...(derivation !== undefined && { derivation }),
    })),
  };
  return { ...document, seal: await sealOf(host, document) };
}

/** Most bytes of a plan: thousands of machines. */
const longest = 16 * 1024 * 1024;

/** A plan that was read, with the machines that it means. */
export interface ReadPlan {
  readonly document: PlanDocument;
  /** Whether it was made here, and is as it was made; any other has to be read by a person. */
  readonly own: boolean;
  /** Those that it does something with: one that could not be asked then is left alone now. */
  readonly machines: readonly KnownMachine[];
  readonly systems: ReadonlyMap<string, System>;
}

/**
 * Reads a plan, or what `--plan-only --json` printed.
 * @throws NixaiError `plan-invalid`, or `plan-stale` where the registry or the store is another by now.
 */
export async function readPlan(host: Host, fleet: Fleet, file: string): Promise<ReadPlan> {
  const document = documentIn(file, await textOf(file));
  const machines = document.machines
    .filter(({ from }) => from !== undefined)
    .flatMap(({ name }) => fleet.machines.get(name) ?? []);
  const moved = document.machines.filter(
    ({ name, host: place }) => fleet.machines.get(name)?.host !== place,
  );
  const systems = new Map(
    document.machines.map(({ name, to, derivation }) => [name, { path: to, derivation }] as const),
  );
  const needed = new Set([...systems.values()].map(({ path, derivation }) => derivation ?? path));
  const service = await host.service(nix);
  const found = await service.pathInfo([...needed], { signal: new AbortController().signal });
  const there = new Set(found.map(({ path }) => path));
  const changes = [
    ...moved.map(({ name, host: place }) =>
      fleet.machines.has(name)
        ? `${name} is at ${fleet.machines.get(name)?.host}, and not at ${place}`
        : `no registry has ${name}`,
    ),
    ...[...needed]
      .filter((path) => !there.has(path))
      .map((path) => `${path} is not in the store here`),
  ];
  if (changes.length > 0) throw stale(changes);
  return { document, own: await isSealed(host, document), machines, systems };
}

/** @throws NixaiError `plan-stale` where a machine runs another system than the plan has. */
export function holdToPlan({ document }: ReadPlan, now: readonly MachinePlan[]): void {
  const changes = document.machines.flatMap(({ name, from }) => {
    const machine = now.find((one) => one.machine.name === name);
    if (from === undefined || machine?.from === from) return [];
    if (machine?.from === undefined) return [`${name} cannot be asked: ${machine?.fault?.what}`];
    return [`${name} runs ${machine.from}, and not ${from}`];
  });
  if (changes.length > 0) throw stale(changes);
}

async function textOf(file: string): Promise<string> {
  try {
    const text = await readRegular(file, 'utf8');
    if (text.length > longest) throw new Error('it is larger than any plan');
    return text;
  } catch (error) {
    throw invalid(file, messageOf(error));
  }
}

function documentIn(file: string, text: string): PlanDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(file, messageOf(error));
  }
  const inside = (value as { document?: unknown } | null)?.document ?? value;
  const fault = misfit(inside, documentSchema, 'the plan');
  if (fault !== undefined) throw invalid(file, fault);
  const document = inside as PlanDocument;
  if (document.version !== 1) throw invalid(file, 'it is of another form than 1');
  const odd = oddIn(document);
  if (odd !== undefined) throw invalid(file, odd);
  return document;
}

const storePath = /^\/(?:[\w+.-]+\/)+[0-9a-z]{32}-[\w+.?=-]+$/;

/** What has the right shape, and cannot be meant: nothing else is handed to Nix or to a machine. */
function oddIn({ settings, machines }: PlanDocument): string | undefined {
  const names = machines.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `it has ${twice} twice`;
  const noPath = machines
    .flatMap(({ from, to, derivation }) => [from, to, derivation])
    .find((path) => path !== undefined && !storePath.test(path));
  if (noPath !== undefined) return `"${noPath}" is no store path`;
  const { policy, health, attempts, soak, activation, confirmation, rollback } = settings;
  const least = [policy.atOnce, attempts, health.timeout, activation, confirmation, rollback];
  return least.some((number) => number < 1) || soak < 0
    ? 'a number in its settings is too small'
    : undefined;
}

const invalid = (file: string, why: string): NixaiError =>
  new NixaiError({
    code: 'plan-invalid',
    what: `${file} is no plan of a deployment`,
    why,
    hint: 'nixai machines deploy … --plan-only --json > plan.json',
    exitCode: ExitCode.refused,
  });

/** A plan that was not made here, and that nobody is going to read. */
export const foreign = (file: string): NixaiError =>
  new NixaiError({
    code: 'plan-foreign',
    what: `${file} was not made here by you, or has been changed since`,
    why: 'a plan has lines for the shell and systems in it, and --yes has nobody read them',
    hint: `nixai machines deploy --plan ${shellWord(file)} --dry-run`,
    exitCode: ExitCode.refused,
  });

const stale = (changes: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'plan-stale',
    what: 'something is not as the plan has it, and nothing was done',
    why: changes.join('\n'),
    hint: 'nixai machines deploy … --plan-only --json > plan.json',
    exitCode: ExitCode.refused,
  });
