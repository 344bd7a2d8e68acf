/** What may hold in a configuration. */
export type Condition =
  /** A switch that is on. */
  | { readonly kind: 'on'; readonly path: string }
  /** An option with that value, as Nix. */
  | { readonly kind: 'is'; readonly path: string; readonly value: string }
  /** A list that has an item whose text begins so. */
  | { readonly kind: 'has'; readonly path: string; readonly item: string }
  /** An option, or something below it, that is given a value at all. */
  | { readonly kind: 'set'; readonly path: string };

/** Options that exclude each other, or need each other. */
export type OptionGroup = {
  /** What happens otherwise; a whole sentence. */
  readonly why: string;
} & (
  | { readonly oneOf: readonly Condition[] }
  | { readonly when: Condition; readonly needs: readonly Condition[] }
);

export const on = (path: string): Condition => ({ kind: 'on', path });
export const is = (path: string, value: string): Condition => ({ kind: 'is', path, value });
export const has = (path: string, item: string): Condition => ({ kind: 'has', path, item });
export const set = (path: string): Condition => ({ kind: 'set', path });
