/** A JSON Schema (draft 7) as data. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

/** A JSON Schema, and the type of what it describes. */
export interface Schema<T> extends JsonSchema {
  /** Only for the type checker; never set. */
  readonly type_?: T;
}

/** A field that may be absent. */
export interface OptionalField<T> {
  readonly optional: Schema<T>;
}

type Fields = Readonly<Record<string, Schema<unknown> | OptionalField<unknown>>>;
type TypeOf<S> = S extends { readonly type_?: infer T } ? T : never;
type Plain<T> = { readonly [K in keyof T]: T[K] };

/** What an object of these fields is. */
export type ObjectOf<F extends Fields> = Plain<
  {
    -readonly [K in keyof F as F[K] extends OptionalField<unknown> ? never : K]: TypeOf<F[K]>;
  } & {
    -readonly [K in keyof F as F[K] extends OptionalField<unknown> ? K : never]?: F[K] extends {
      readonly optional: infer S;
    }
      ? TypeOf<S> | undefined
      : never;
  }
>;

/** The type that a schema describes: `Infer<typeof answer>`. */
export type Infer<S extends Schema<unknown>> = TypeOf<S>;

/** Says what a schema is about, for who reads it: `described('Bytes', schema.integer)`. */
function described<T>(description: string, of: Schema<T>): Schema<T> {
  return { ...of, description };
}

function object<const F extends Fields>(fields: F): Schema<ObjectOf<F>> {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => !('optional' in field)).map(([name]) => name);
  const properties = entries.map(([name, field]) => [
    name,
    'optional' in field ? field.optional : field,
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties) as Record<string, JsonSchema>,
  };
}

/**
 * What a command returns, as data: the source of its type, of its published JSON Schema, and of what
 * a program that calls it is told.
 * @example
 * const { object, string, list, optional } = schema;
 * export const answer = object({ text: string, sources: list(string), model: optional(string) });
 * export type Answer = Infer<typeof answer>;
 */
export const schema = {
  string: { type: 'string' } as Schema<string>,
  integer: { type: 'integer' } as Schema<number>,
  number: { type: 'number' } as Schema<number>,
  boolean: { type: 'boolean' } as Schema<boolean>,
  /** Anything that JSON can say. */
  any: {} as Schema<unknown>,
  oneOf: <const W extends string>(...words: readonly W[]): Schema<W> => ({ enum: words }),
  literal: <const L extends string | number | boolean | null>(value: L): Schema<L> => ({
    const: value,
  }),
  list: <T>(items: Schema<T>): Schema<readonly T[]> => ({ type: 'array', items }),
  /** An object with any names, and values of one kind. */
  record: <T>(values: Schema<T>): Schema<Readonly<Record<string, T>>> => ({
    type: 'object',
    additionalProperties: values,
  }),
  object,
  /** A field of an object that may be absent. */
  optional: <T>(of: Schema<T>): OptionalField<T> => ({ optional: of }),
  union: <const S extends readonly Schema<unknown>[]>(...of: S): Schema<TypeOf<S[number]>> => ({
    anyOf: of,
  }),
  described,
};
