import { createHash } from 'node:crypto';
import type { CommandContext } from '@nixai/api';
import { chooseMachines } from '../select/chosen.js';
import type { Monitor } from './monitor.js';
import type { Look, MonitoredSeverity, Observed } from './observed.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'signal'>;

/** Looks at machines as a monitor says, by the same code as the command of that name. */
export async function observe(context: Context, monitor: Monitor): Promise<Look> {
  const flags = { ...monitor.select, 'registry-path': monitor.registry };
  const chosen = await chooseMachines({ host: context.host, argv: monitor.machines, flags }, true);
  return looks[monitor.check](context, chosen, monitor.options);
}

type Chosen = Awaited<ReturnType<typeof chooseMachines>>;
type Options = Monitor['options'];

const looks = { drift, health, compliance, performance };

async function drift(context: Context, { fleet, machines }: Chosen, options: Options) {
  const { checkDrift } = await import('../drift/check.js');
  const { againstOf } = await import('../drift/flags.js');
  const { isOpen } = await import('../drift/result.js');
  const all = await checkDrift(context, fleet, machines, againstOf(options), false);
  return lookOf(all, ({ name, findings }) =>
    findings.filter(isOpen).map(({ id, severity, summary, evidence, exception }) => ({
      machine: name,
      id,
      severity,
      summary: exception?.over === true ? `${summary} (an exception of it has ended)` : summary,
      fingerprint: hash(evidence),
    })),
  );
}

/** A value that only goes up and down is the same finding. */
const asSevere = { critical: 'critical', major: 'high', minor: 'low' } as const;

async function health(context: Context, { fleet, machines }: Chosen, options: Options) {
  const { checkHealth } = await import('../health/health.js');
  const { profile, check } = options;
  const all = await checkHealth(context, fleet, machines, {
    checks: check?.split(',') ?? [],
    ...(profile !== undefined && { profile }),
    production: options['production-mode'] === 'true',
  });
  return lookOf(all, ({ name, health: found }) =>
    (found?.results ?? []).flatMap(({ check: id, target, status, summary }) =>
      status === 'critical' || status === 'major' || status === 'minor'
        ? [
            {
              machine: name,
              id: target === undefined ? id : `${id}:${target}`,
              severity: asSevere[status],
              summary,
              fingerprint: status,
            },
          ]
        : [],
    ),
  );
}

async function compliance(context: Context, { fleet, machines }: Chosen, options: Options) {
  const { scanMachines } = await import('../standards/scan.js');
  const { isOpenRule } = await import('../standards/result.js');
  const { rulesOf } = await import('./rules.js');
  const { flake, config } = options;
  const all = await scanMachines(context, fleet, machines, await rulesOf(options), {
    wanted: { flake, config },
    vulnerabilities: false,
  });
  return lookOf(all, ({ name, rules }) =>
    rules.filter(isOpenRule).map(({ rule, severity, title, declared, effective }) => ({
      machine: name,
      id: `rule:${rule}`,
      severity: severity === 'info' ? ('low' as const) : severity,
      summary: `not kept: ${title}`,
      fingerprint: hash([declared?.answer ?? '', effective?.value ?? '']),
    })),
  );
}

async function performance(context: Context, { fleet, machines }: Chosen, options: Options) {
  const { monitorPerformance } = await import('../performance/monitor.js');
  const { performanceFindings, watchingOfOptions } = await import('../performance/again.js');
  const silent = { values: () => '', event: () => undefined };
  const watching = watchingOfOptions(options);
  const { machines: all } = await monitorPerformance(context, fleet, machines, watching, silent);
  // One that has answered once is one that could be looked at.
  const seen = all.map(({ fault, ...one }) => (one.samples > 0 ? one : { ...one, fault }));
  return lookOf(seen, performanceFindings);
}

function lookOf<M extends { readonly name: string; readonly fault?: { readonly what: string } }>(
  all: readonly M[],
  observedOf: (
    one: M,
  ) => readonly (Omit<Observed, 'severity'> & { readonly severity: MonitoredSeverity })[],
): Look {
  return {
    observed: all.flatMap((one) => (one.fault === undefined ? observedOf(one) : [])),
    seen: all.filter(({ fault }) => fault === undefined).map(({ name }) => name),
    unseen: all.flatMap(({ name, fault }) =>
      fault === undefined ? [] : [{ machine: name, why: fault.what }],
    ),
  };
}

const hash = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
