import { sanitizer, type CommandContext, type Host, type NixaiError, type Task } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { anyFault, connectionsFor, type Fault } from '../ssh/each.js';
import type { MachinePerformance, Performance, PerformanceEvent } from './result.js';
import type { Values } from './sample.js';
import { Hope } from './hope.js';
import { forgetOld, Keeper } from './store.js';
import { Tally } from './tally.js';
import type { Watching } from './flags.js';
import { valueFor, type Threshold } from './thresholds.js';
import { watchMachine, type Watcher } from './watch.js';

/** Who is told while it goes on. */
export interface Listener {
  /** How a person is told what a machine is at. */
  readonly values: (values: Values) => string;
  readonly event: (event: PerformanceEvent) => void;
}

type Context = Pick<CommandContext, 'host' | 'tasks' | 'signal'>;

/** Milliseconds after which what was measured is written. */
const writeEvery = 60_000;

/** Measures machines for a while, each by itself, and keeps what was measured. */
export async function monitorPerformance(
  context: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  watching: Watching,
  listener: Listener,
): Promise<Performance> {
  const { host, tasks, signal } = context;
  const hope = new Hope(machines.length);
  const until = AbortSignal.any([signal, hope.signal]);
  const from = new Date().toISOString();
  const connections = await connectionsFor(host, fleet);
  const { clean } = await host.service(sanitizer);
  const title = `measuring every ${watching.every} s`;
  try {
    const measured = await tasks.run(title, (task) =>
      Promise.all(
        machines.map((machine) =>
          task.step(machine.name, async (step) => {
            const watched = new Watched(host, machine, watching, listener, step, clean, hope);
            try {
              await forgetOld(host, machine.name, Date.now());
              await watchMachine(connections, machine, watching, until, watched);
              hope.ended(machine.name);
            } finally {
              await watched.keep();
            }
            const result = watched.result();
            if (result.samples === 0) step.skip(result.fault?.what ?? 'interrupted');
            return result;
          }),
        ),
      ),
    );
    const to = new Date().toISOString();
    return {
      ...{ from, to, every: watching.every, interrupted: signal.aborted, machines: measured },
      unanswered: hope.signal.aborted,
    };
  } finally {
    connections.close();
  }
}

/** One machine while it is looked at. */
class Watched implements Watcher {
  private readonly tally: Tally;
  private readonly keeper: Keeper;
  private readonly over = new Map<Threshold, { samples: number; highest: number }>();
  private readonly now = new Set<Threshold>();
  private written = performance.now();
  private samples = 0;
  private missed = 0;
  private killed: number | undefined;
  private fullest: string | undefined;
  private fault: Fault | undefined;
  private isLost = false;

  constructor(
    host: Host,
    private readonly machine: KnownMachine,
    private readonly watching: Watching,
    private readonly listener: Listener,
    private readonly task: Task,
    private readonly clean: (text: string) => string,
    private readonly hope: Hope,
  ) {
    const { every, duration } = watching;
    this.tally = new Tally(Math.floor(duration / every));
    this.keeper = new Keeper(host, machine.name);
  }

  async take(said: Values, round: number): Promise<void> {
    const values =
      said.fullest === undefined ? said : { ...said, fullest: this.clean(said.fullest) };
    this.samples++;
    this.fullest = values.fullest ?? this.fullest;
    if (values.killed !== undefined) this.killed = (this.killed ?? 0) + values.killed;
    this.tally.take(values, round);
    if (this.isLost) this.tell({ kind: 'found' });
    this.isLost = false;
    this.tell({ kind: 'sample', values });
    this.task.status(this.listener.values(values));
    this.judge(values);
    await this.keeper.take({ at: Date.now(), ...values });
    if (performance.now() - this.written < writeEvery) return;
    await this.keep();
    this.written = performance.now();
  }

  answer(): void {
    this.hope.answered(this.machine.name);
  }

  miss(fault: NixaiError | undefined): void {
    this.missed++;
    this.fault =
      fault === undefined
        ? { code: 'not-understood', what: 'what it says of itself was not understood' }
        : anyFault(fault, this.clean);
    this.task.status(this.fault.what);
    if (!this.isLost) this.tell({ kind: 'lost', why: this.fault.what });
    this.isLost = true;
    this.hope.lost(this.machine.name);
  }

  keep(): Promise<void> {
    return this.keeper.write();
  }

  result(): MachinePerformance {
    const { name, host } = this.machine;
    return {
      ...{ name, host, samples: this.samples, missed: this.missed },
      ...(this.fault !== undefined && { fault: this.fault }),
      courses: this.tally.courses(),
      ...(this.fullest !== undefined && { fullest: this.fullest }),
      ...(this.killed !== undefined && { killed: this.killed }),
      over: [...this.over].map(([{ text }, { samples, highest }]) => ({
        ...{ threshold: text, samples, highest },
      })),
    };
  }

  private judge(values: Values): void {
    for (const threshold of this.watching.thresholds) {
      const value = valueFor(threshold, values);
      if (value === undefined) continue;
      const isOver = value > threshold.above;
      if (isOver) {
        const { samples, highest } = this.over.get(threshold) ?? { samples: 0, highest: value };
        this.over.set(threshold, { samples: samples + 1, highest: Math.max(highest, value) });
      }
      if (isOver !== this.now.has(threshold))
        this.tell({ kind: isOver ? 'over' : 'back', threshold: threshold.text, value });
      if (isOver) this.now.add(threshold);
      else this.now.delete(threshold);
    }
  }

  private tell(event: Omit<PerformanceEvent, 'machine' | 'time'>): void {
    this.listener.event({ machine: this.machine.name, time: new Date().toISOString(), ...event });
  }
}
