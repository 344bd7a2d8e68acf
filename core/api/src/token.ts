/** A typed name for a service. Two copies of this package make equal tokens (`Symbol.for`). */
export interface Token<T> {
  readonly key: symbol;
  /** Only for the type checker; never set. */
  readonly type?: T;
}

/** A token for the service of that name; a plugin's begins with its own: `acme.weather`. */
export function token<T>(name: string): Token<T> {
  return { key: Symbol.for(`nixai.service.${name}`) };
}
