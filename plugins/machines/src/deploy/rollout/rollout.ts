/** How machines are updated one after the other, or some at once. */
export interface Policy {
  /** How many may be down at once, those that cannot be reached among them; 1 or more. */
  readonly atOnce: number;
  readonly onFailure: 'stop' | 'continue';
  /** Whether those that are done go back too when one fails. */
  readonly rollbackOnFailure: boolean;
}

/**
 * - `running`, `reverting`: something goes on, and it may be down
 * - `new`, `old`, `unchanged`: it is up, with that system
 * - `lost`: it is not known to be up
 * - `left`: never begun, as another one failed
 */
export type HostState =
  'waiting' | 'running' | 'new' | 'old' | 'unchanged' | 'lost' | 'left' | 'reverting' | 'reverted';

export interface Rollout {
  readonly policy: Policy;
  readonly hosts: ReadonlyMap<string, HostState>;
  /** Those that were down before it began. */
  readonly downBefore: number;
  readonly failed: boolean;
}

export function startRollout(
  policy: Policy,
  names: readonly string[],
  downBefore: number,
): Rollout {
  return {
    policy,
    hosts: new Map(names.map((name) => [name, 'waiting'])),
    downBefore,
    failed: false,
  };
}

/** What is to be begun now. Nothing is, and nothing runs: it is over. */
export function nextHosts(rollout: Rollout): {
  readonly deploy: readonly string[];
  readonly revert: readonly string[];
} {
  const { policy, hosts, failed } = rollout;
  const room = Math.max(0, policy.atOnce - down(rollout));
  const stopped = failed && (policy.onFailure === 'stop' || policy.rollbackOnFailure);
  const inState = (state: HostState): string[] =>
    [...hosts].filter(([, one]) => one === state).map(([name]) => name);
  if (!stopped) return { deploy: inState('waiting').slice(0, room), revert: [] };
  // What still runs may come out new: it is waited for, and goes back too.
  if (!policy.rollbackOnFailure || inState('running').length > 0) return { deploy: [], revert: [] };
  return { deploy: [], revert: inState('new').slice(0, room) };
}

export const withState = (rollout: Rollout, name: string, state: HostState): Rollout => ({
  ...rollout,
  hosts: new Map([...rollout.hosts, [name, state]]),
  failed: rollout.failed || ['old', 'unchanged', 'lost'].includes(state),
});

/** When nothing more is begun: those that were never begun are left. */
export function endRollout(rollout: Rollout): Rollout {
  const hosts = [...rollout.hosts].map(
    ([name, state]) => [name, state === 'waiting' ? 'left' : state] as const,
  );
  return { ...rollout, hosts: new Map(hosts) };
}

/** How many are, or may be, down. */
export function down({ hosts, downBefore }: Rollout): number {
  const states = [...hosts.values()];
  return downBefore + states.filter((one) => ['running', 'reverting', 'lost'].includes(one)).length;
}
