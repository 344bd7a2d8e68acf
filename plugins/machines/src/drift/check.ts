import { files, sanitizer, type CommandContext } from '@nixai/api';
import { isOver } from '../registry/exception.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { onEach } from '../ssh/each.js';
import { expectedSystems, type Against } from './expected.js';
import { idOf, type Drift } from './finding.js';
import type { Expected } from './judge/systems.js';
import { kinds, severities, type Kind } from './kinds.js';
import { lookForDrift } from './look.js';
import type { Finding, MachineDrift } from './result.js';

const unknown: Expected = { why: 'nothing says what it shall run' };

/** Looks at machines for what is not as it is declared; each over its own connection, all at once. */
export async function checkDrift(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  against: Against,
  verify: boolean,
): Promise<readonly MachineDrift[]> {
  const expected = await expectedSystems(context, machines, against);
  const { diff } = await context.host.service(files);
  const { clean } = await context.host.service(sanitizer);
  const now = new Date();
  const outcomes = await onEach(context, fleet, machines, 'looking for drift', (remote, task) =>
    lookForDrift(remote, {
      expected: expected.get(remote.machine.name) ?? unknown,
      verify,
      diff,
      task,
    }),
  );
  return outcomes.map((outcome): MachineDrift => {
    const { name, host } = outcome.machine;
    if (!outcome.ok) return { name, host, fault: outcome.fault, findings: [], notTold: [] };
    const { found, notTold, facts } = outcome.value;
    const wanted = expected.get(name) ?? unknown;
    return {
      name,
      host,
      system: facts.said.get('current'),
      ...(wanted.system !== undefined && { expected: wanted.system, expectedBy: wanted.by }),
      findings: found
        .map((one) => ({ ...findingOf(one, clean), ...agreed(fleet, name, idOf(one), now) }))
        .sort(worstFirst),
      notTold: notTold.map(({ what, why }) => ({ what: clean(what), why })),
    };
  });
}

/** What was agreed of a finding, by its id. */
function agreed(
  { exceptions }: Fleet,
  machine: string,
  id: string,
  now: Date,
): Pick<Finding, 'exception'> {
  const one = exceptions.findLast((each) => each.machine === machine && each.finding === id);
  if (one === undefined) return {};
  const { reason, approvedBy, until } = one;
  return { exception: { reason, approvedBy, until, over: isOver(one, now) } };
}

/** What a machine says is text of somebody else's. */
function findingOf(one: Drift, clean: (text: string) => string): Finding {
  const { severity, mends, unknowable }: Kind = kinds[one.kind];
  return {
    id: clean(idOf(one)),
    kind: one.kind,
    subject: clean(one.subject),
    severity,
    mends,
    summary: clean(one.summary),
    evidence: one.evidence.map(clean),
    ...(unknowable !== undefined && { unknowable }),
  };
}

const worstFirst = (one: Finding, other: Finding): number =>
  severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
  (one.id < other.id ? -1 : 1);
