import { NixaiError } from '@nixai/api';
import type { Health, HostSteps, Look } from '../host/steps.js';

/** What goes wrong with a host, and with the way to it. Times are milliseconds. */
export interface Faults {
  /** The call (from 0) after which the deployer is dead: it waits for an answer for ever. */
  readonly killedAt?: number;
  /** Calls that fail, and whether they had an effect before. */
  readonly lost: ReadonlyMap<number, 'before' | 'after'>;
  /** From that call on nothing gets through, for so many calls. */
  readonly away?: { readonly from: number; readonly calls: number };
  /** The call at which it loses power. */
  readonly rebootAt?: number;
  /** How long it then answers without being on a system yet. */
  readonly starting: number;
  readonly activation: number;
  readonly exit: number;
  /** Its new system lets nobody in. */
  readonly closed: boolean;
  readonly bootFails: boolean;
  readonly sick: number;
  /** Another deployment takes it between the look at it and its lock. */
  readonly held: boolean;
  /** Another deployment has it already. */
  readonly heldBy?: string;
  /** Its Nix takes nothing from who logs in. */
  readonly untrusted?: boolean;
}

export const noFaults: Faults = {
  lost: new Map(),
  starting: 0,
  activation: 100,
  exit: 0,
  closed: false,
  bootFails: false,
  sick: 0,
  held: false,
};

interface Guard {
  readonly began: number;
  code?: number;
  coded?: number;
  confirmed: boolean;
  expired: boolean;
  abort: boolean;
  result?: Look['result'];
}

/** A host, its guard and the way to it, in a time of their own. */
export class ModelHost implements HostSteps {
  current = 'old';
  next = 'old';
  time = 0;
  calls = 0;
  /** Longest stretch in which it ran neither of the two, or was on its way. */
  private guard: Guard | undefined;
  private locked = false;
  private boot = 1;
  private started = 0;
  private checks = 0;

  constructor(
    private readonly faults: Faults,
    private readonly limits: { readonly activation: number; readonly confirmation: number },
  ) {}

  look(): Promise<Look> {
    return this.call((): Look => {
      const { guard } = this;
      return {
        current: this.time < this.started ? undefined : this.current,
        next: this.next,
        generation: 1,
        bootId: String(this.boot),
        folder: guard !== undefined,
        armed: guard !== undefined,
        confirmed: guard?.confirmed ?? false,
        expired: guard?.expired ?? false,
        guard: guard !== undefined && guard.result === undefined,
        heldBy: this.faults.heldBy,
        code: guard?.code,
        result: guard?.result,
        failures: guard?.code === 4 ? [{ unit: 'web.service', lines: ['no such port'] }] : [],
        log: [],
      };
    });
  }

  mayCopy = (): Promise<void> =>
    this.faults.untrusted === true
      ? Promise.reject(new NixaiError({ code: 'nix-untrusted', what: 'Nix does not trust ada' }))
      : Promise.resolve();
  copy = (): Promise<void> => this.call(() => {});
  pin = (): Promise<void> => this.call(() => {});
  drain = (): Promise<void> => Promise.resolve();
  undrain = (): Promise<void> => Promise.resolve();
  knock = (): Promise<void> => this.call(() => {});
  tell = (): void => {};
  now = (): number => this.time;

  take(): Promise<void> {
    return this.call(() => {
      if (this.faults.held) throw new NixaiError({ code: 'deploy-locked', what: 'held' });
      this.locked = true;
    });
  }

  start(): Promise<void> {
    return this.call(() => {
      if (!this.locked || this.guard !== undefined) return;
      this.guard = { began: this.time, confirmed: false, expired: false, abort: false };
    });
  }

  health(): Promise<Health> {
    return this.call((): Health =>
      this.checks++ < this.faults.sick ? { ok: false, why: 'it answers 500' } : { ok: true },
    );
  }

  confirm(): Promise<boolean> {
    return this.call(() => {
      const { guard } = this;
      if (guard === undefined || guard.expired) return false;
      guard.confirmed = true;
      return true;
    });
  }

  abort(): Promise<void> {
    return this.call(() => {
      if (this.guard !== undefined) this.guard.abort = true;
    });
  }

  release(): Promise<void> {
    return this.call(() => {
      this.locked = false;
    });
  }

  async wait(milliseconds: number): Promise<void> {
    this.pass(milliseconds);
  }

  /** Lets time pass until nothing more happens. */
  settle(): void {
    for (let step = 0; step < 10_000; step++) this.pass(50);
  }

  /** Whether a connection gets through now. */
  get reachable(): boolean {
    const { away, closed } = this.faults;
    const isAway =
      away !== undefined && this.calls >= away.from && this.calls < away.from + away.calls;
    return !isAway && !(closed && this.current === 'new');
  }

  private async call<T>(effect: () => T): Promise<T> {
    const { faults } = this;
    const call = this.calls++;
    this.pass(10);
    if (call === faults.killedAt) return new Promise<never>(() => {});
    if (call === faults.rebootAt) this.reboot();
    const lost = faults.lost.get(call);
    if (!this.reachable || lost === 'before') throw gone();
    const value = effect();
    this.pass(10);
    if (lost === 'after' || !this.reachable) throw gone();
    return value;
  }

  private reboot(): void {
    this.guard = undefined;
    this.locked = false;
    this.current = this.next;
    this.boot++;
    this.started = this.time + this.faults.starting;
  }

  private pass(milliseconds: number): void {
    const until = this.time + milliseconds;
    while (this.time < until) {
      this.time += 10;
      this.step();
    }
  }

  /** What the guard does in ten milliseconds (see guard/script.ts). */
  private step(): void {
    const { guard, faults, limits, time } = this;
    if (guard === undefined || guard.result !== undefined) return;
    if (guard.code === undefined && time >= guard.began + faults.activation && !guard.abort) {
      this.current = 'new';
      guard.code = faults.exit;
      guard.coded = time;
    }
    const late =
      guard.code === undefined
        ? time >= guard.began + limits.activation
        : time >= (guard.coded ?? 0) + limits.confirmation;
    if (guard.confirmed) this.keep(guard);
    else if (guard.abort || late) {
      guard.expired = true;
      this.current = 'old';
      guard.result = 'rolled-back';
      this.locked = false;
    }
  }

  private keep(guard: Guard): void {
    if (this.faults.bootFails) {
      this.current = 'old';
      guard.result = 'boot-failed';
    } else {
      this.next = 'new';
      guard.result = 'done';
    }
    this.locked = false;
  }
}

const gone = (): NixaiError => new NixaiError({ code: 'connection-lost', what: 'gone' });
