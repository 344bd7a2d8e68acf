import { endRollout, nextHosts, withState, type HostState, type Rollout } from './rollout.js';

export interface RolloutWork {
  /** Deploys to one, and says what it is then; never throws. */
  deploy(name: string): Promise<HostState>;
  /** Takes one back that is done; never throws. */
  revert(name: string): Promise<HostState>;
  /** Asked before each is begun: false leaves it alone. */
  mayBegin?(name: string): Promise<boolean>;
  /** No more are begun once it is aborted; what runs is waited for. */
  readonly signal: AbortSignal;
}

/** Works a rollout off: as many at once as it permits. */
export async function runRollout(start: Rollout, work: RolloutWork): Promise<Rollout> {
  let rollout = start;
  const running = new Map<string, Promise<void>>();
  const begin = (name: string, state: 'running' | 'reverting'): void => {
    rollout = withState(rollout, name, state);
    const doing = state === 'running' ? work.deploy(name) : work.revert(name);
    running.set(
      name,
      doing.then((ended) => {
        rollout = withState(rollout, name, ended);
        running.delete(name);
      }),
    );
  };
  for (;;) {
    const { deploy, revert } = work.signal.aborted
      ? { deploy: [], revert: [] }
      : nextHosts(rollout);
    for (const name of deploy) {
      if (work.mayBegin === undefined || (await work.mayBegin(name))) begin(name, 'running');
      else rollout = { ...rollout, hosts: new Map([...rollout.hosts, [name, 'left']]) };
    }
    for (const name of revert) begin(name, 'reverting');
    if (running.size > 0) await Promise.race(running.values());
    else if (deploy.length === 0 && revert.length === 0) return endRollout(rollout);
  }
}
