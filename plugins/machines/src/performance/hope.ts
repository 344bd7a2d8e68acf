/** So many looks without an answer, from the first on, and nobody is waited for any longer. */
const looks = 3;

/** Ends a look at machines of which none has answered so far: the rest of the time would bring no more. */
export class Hope {
  private readonly missed = new Map<string, number>();
  private readonly stop = new AbortController();

  readonly signal: AbortSignal = this.stop.signal;

  constructor(private readonly machines: number) {}

  /** Whoever has answered once may come back. */
  answered(name: string): void {
    this.missed.set(name, Number.NEGATIVE_INFINITY);
  }

  lost(name: string): void {
    const missed = (this.missed.get(name) ?? 0) + 1;
    this.missed.set(name, missed);
    if (missed === looks) this.giveUp();
  }

  /** It is not asked any more. */
  ended(name: string): void {
    if (this.missed.get(name) !== Number.NEGATIVE_INFINITY)
      this.missed.set(name, Number.POSITIVE_INFINITY);
    this.giveUp();
  }

  private giveUp(): void {
    const all = [...this.missed.values()];
    const isNone = all.length === this.machines && all.every((one) => one >= looks);
    if (isNone && all.some(Number.isFinite)) this.stop.abort();
  }
}
