/** An entry of an index that answers a query. */
export interface Hit {
  readonly id: number;
  /** 0 to 1: 1 is an exact name, 0.5 a plausible answer. Never equal for two hits of a search. */
  readonly score: number;
  /** Why it matched, in a few words. */
  readonly why: string;
}
