import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, schema, type Host, type Infer } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

const { object, string, list, number, optional, literal, oneOf, described } = schema;

/** In the order in which they are done. */
export const phases = ['assess', 'provision', 'restore', 'activate', 'check'] as const;
export type Phase = (typeof phases)[number];

export const objectivesSchema = object({
  recoverySeconds: described('What all of it may take', number),
  pointSeconds: described('How old what comes back may be', number),
});

/** How machines come back after a disaster; as its file has it. */
export const planSchema = object({
  version: literal(1),
  name: string,
  machines: list(
    object({
      name: string,
      standby: optional(described('The machine that takes its place', string)),
    }),
  ),
  registry: optional(described('Where the machines are registered', string)),
  region: optional(described('AWS_DEFAULT_REGION of restic in a recovery', string)),
  objectives: objectivesSchema,
  phases: described(
    'In this order: assess, provision, restore, activate, check',
    list(
      object({
        phase: oneOf(...phases),
        seconds: optional(described('What it may take', number)),
        commands: described(
          'Lines for a shell: of this side in provision, else of each standby',
          list(object({ name: string, run: string })),
        ),
      }),
    ),
  ),
});
export type RecoveryPlan = Infer<typeof planSchema>;

/** Part of a file's name. */
export const goodName = /^[a-z0-9][a-z0-9-]{0,40}$/;

const folderOf = (host: Host): string => join(host.paths.config, 'recovery');

export const planFile = (host: Host, name: string): string => join(folderOf(host), `${name}.json`);

export const planText = (plan: RecoveryPlan): string => `${JSON.stringify(plan, null, 2)}\n`;

/** The names of all plans. */
export async function planNames(host: Host): Promise<readonly string[]> {
  const names = await readdir(folderOf(host)).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => goodName.test(name))
    .sort();
}

/** @throws NixaiError `recovery-unknown`, `recovery-invalid`. */
export async function readPlan(host: Host, name: string): Promise<RecoveryPlan> {
  const file = planFile(host, name);
  const text = goodName.test(name)
    ? await readRegular(file, 'utf8').catch(() => undefined)
    : undefined;
  if (text === undefined)
    throw new NixaiError({
      code: 'recovery-unknown',
      what: `there is no plan ${JSON.stringify(name)}`,
      hint: 'nixai machines disaster-recovery plan list',
      exitCode: ExitCode.refused,
    });
  const why = faultIn(name, text);
  if (why === undefined) return JSON.parse(text) as RecoveryPlan;
  throw new NixaiError({
    code: 'recovery-invalid',
    what: `${file} is no plan`,
    why,
    hint: `mend it, or nixai machines disaster-recovery plan create ${name}`,
    exitCode: ExitCode.refused,
  });
}

type Loose = Readonly<Record<string, unknown>>;
const isSet = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const setsIn = (value: unknown): readonly Loose[] | undefined =>
  Array.isArray(value) && value.every(isSet) ? value : undefined;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isSpan = (value: unknown): boolean => typeof value === 'number' && value > 0;

function faultIn(name: string, text: string): string | undefined {
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (!isSet(plan) || plan.version !== 1) return 'it has no "version": 1';
  if (plan.name !== name) return 'its "name" is another than that of the file';
  const machines = setsIn(plan.machines) ?? [];
  const isMachine = ({ name: of, standby }: Loose): boolean =>
    isText(of) && (standby === undefined || isText(standby));
  if (machines.length === 0 || !machines.every(isMachine)) return '"machines" are none';
  const { objectives } = plan;
  if (!isSet(objectives) || !isSpan(objectives.recoverySeconds) || !isSpan(objectives.pointSeconds))
    return '"objectives" are no seconds';
  const steps = setsIn(plan.phases) ?? [];
  const isPhase = ({ commands, seconds }: Loose): boolean =>
    setsIn(commands)?.every((one) => isText(one.name) && isText(one.run)) === true &&
    (seconds === undefined || isSpan(seconds));
  const isOrder = steps.map(({ phase }) => phase).join() === phases.join();
  return isOrder && steps.every(isPhase) ? undefined : `"phases" are not ${phases.join(', ')}`;
}
