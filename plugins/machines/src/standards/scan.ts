import { basename } from 'node:path';
import { sanitizer, type CommandContext, type ReadConfiguration } from '@nixai/api';
import type { Wanted } from '../deploy/configuration/build.js';
import { isOver } from '../registry/exception.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { onEach } from '../ssh/each.js';
import { createWrittenReader, machinesIn, type Written } from '../written/configurations.js';
import { judgeDeclared } from './declared.js';
import type { JudgedRule, Scanned } from './result.js';
import { ruleSeverities, type Rule } from './rule.js';
import { judgeRunning, readRunning, type RunningFacts } from './running/facts.js';
import { verdictOf, verdicts } from './verdict.js';
import { askVulnix } from './vulnerabilities.js';

export interface ScanOptions {
  readonly wanted: Wanted;
  /** Whether vulnix looks, where it is installed. */
  readonly vulnerabilities: boolean;
}

type Context = Pick<CommandContext, 'host' | 'tasks'>;

const notAsked = 'not looked for: no machine was asked';

/** Holds what is written in a folder to rules; no machine is asked. */
export async function scanFolder(
  { host, tasks }: Context,
  folder: string,
  rules: readonly Rule[],
): Promise<readonly Scanned[]> {
  const all = await tasks.run('reading the configuration', () => machinesIn(host, folder));
  return all.map((read) => ({
    name: read.name ?? basename(folder),
    configuration: folder,
    vulnerabilities: notAsked,
    rules: judgeAll(rules, read, undefined),
  }));
}

/** Holds machines to rules: what is written for them, and what runs there, over one connection each. */
export async function scanMachines(
  context: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  rules: readonly Rule[],
  { wanted, vulnerabilities: isWanted }: ScanOptions,
): Promise<readonly Scanned[]> {
  const { host } = context;
  const writtenFor = createWrittenReader(host, wanted);
  const written = new Map<string, Written>();
  for (const machine of machines) written.set(machine.name, await writtenFor(machine));
  const { clean } = await host.service(sanitizer);
  const outcomes = await onEach(
    context,
    fleet,
    machines,
    'looking',
    async (remote, { signal }) => ({
      facts: await readRunning(
        remote,
        rules.flatMap(({ running }) => running?.read ?? []),
        signal,
      ),
      vulnerabilities: await askVulnix(remote, isWanted, signal),
    }),
  );
  const now = new Date();
  return outcomes.map((outcome): Scanned => {
    const { name, host: at } = outcome.machine;
    const own = written.get(name);
    const facts = outcome.ok ? outcome.value.facts : undefined;
    const judged = judgeAll(rules, own?.read, facts);
    return {
      name,
      host: at,
      ...(own?.read === undefined ? { unread: own?.why } : { configuration: own.from }),
      ...(outcome.ok ? { asRoot: outcome.value.facts.isRoot } : { fault: outcome.fault }),
      vulnerabilities: outcome.ok ? clean(outcome.value.vulnerabilities) : notAsked,
      rules: judged.map((one) => ({
        ...one,
        ...(one.effective?.value !== undefined && {
          effective: { ...one.effective, value: clean(one.effective.value) },
        }),
        ...agreed(fleet, name, one.rule, now),
      })),
    };
  });
}

function judgeAll(
  rules: readonly Rule[],
  read: ReadConfiguration | undefined,
  facts: RunningFacts | undefined,
): readonly JudgedRule[] {
  return rules
    .map((rule): JudgedRule => {
      const declared = read === undefined ? undefined : judgeDeclared(rule, read);
      const effective = facts === undefined ? undefined : judgeRunning(rule, facts);
      const { id, title, severity, why, fix } = rule;
      return {
        rule: id,
        title,
        severity,
        why,
        ...(fix !== undefined && { fix }),
        verdict: verdictOf(declared?.answer, effective?.answer),
        ...(declared && { declared }),
        ...(effective && { effective }),
      };
    })
    .sort(gravestFirst);
}

const gravestFirst = (one: JudgedRule, other: JudgedRule): number =>
  verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
  ruleSeverities.indexOf(one.severity) - ruleSeverities.indexOf(other.severity) ||
  (one.rule < other.rule ? -1 : 1);

/** What was agreed of a rule: by the id `rule:ID`, as of a finding of drift. */
function agreed(
  { exceptions }: Fleet,
  machine: string,
  rule: string,
  now: Date,
): Pick<JudgedRule, 'exception'> {
  const id = `rule:${rule}`;
  const one = exceptions.findLast((each) => each.machine === machine && each.finding === id);
  if (one === undefined) return {};
  const { reason, approvedBy, until } = one;
  return { exception: { reason, approvedBy, until, over: isOver(one, now) } };
}
