/**
 * An extension point by its typed name. Two copies of it are the same point (`Symbol.for`), so a
 * plugin that fills another one's point need not import that plugin: it says the name again.
 */
export interface Point<T> {
  /** `acme.pages`: who opens it, and what it holds. */
  readonly id: string;
  readonly key: symbol;
  /** What one contribution is called in messages: "doc source". */
  readonly what: string;
  /** What is wrong with a contribution, one sentence each; asked by tests and `plugins verify`. */
  check?(value: T, name: string): readonly string[] | Promise<readonly string[]>;
  /** Only for the type checker; never set. */
  readonly type?: T;
}

/**
 * Names an extension point; `host.point(…)` opens it. Any plugin may have some: whoever reads one is
 * who it belongs to, and everybody may add to it.
 * @example
 * export const pages = point<Page>('acme.pages', { what: 'page' });
 */
export function point<T>(
  id: `${string}.${string}`,
  { what = id, check }: Partial<Pick<Point<T>, 'what' | 'check'>> = {},
): Point<T> {
  return { id, key: Symbol.for(`nixai.point.${id}`), what, ...(check && { check }) };
}
