/** What every node has: its range in the source, in UTF-16 code units; trivia around it are outside. */
interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Identifier extends Range {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface IntegerLiteral extends Range {
  readonly kind: 'integer';
  readonly text: string;
}

export interface FloatLiteral extends Range {
  readonly kind: 'float';
  readonly text: string;
}

/** `https://example.org` without quotes: old, and still accepted. */
export interface UriLiteral extends Range {
  readonly kind: 'uri';
  readonly text: string;
}

/** `<nixpkgs/lib>`; `name` is what stands between the angle brackets. */
export interface SearchPath extends Range {
  readonly kind: 'searchPath';
  readonly name: string;
}

/** Literal text in a string or a path, as written: escapes are not resolved. */
export interface Text extends Range {
  readonly kind: 'text';
  readonly text: string;
}

/** `${…}` in a string or a path, or as an attribute. */
export interface Interpolation extends Range {
  readonly kind: 'interpolation';
  readonly expression: Expression;
}

export interface StringLiteral extends Range {
  readonly kind: 'string';
  /** True for a string between two single quotes. */
  readonly indented: boolean;
  readonly parts: readonly (Text | Interpolation)[];
}

/** `./a`, `/a`, `~/a`, `a/${b}`. */
export interface PathLiteral extends Range {
  readonly kind: 'path';
  readonly parts: readonly (Text | Interpolation)[];
}

export interface Parenthesized extends Range {
  readonly kind: 'parenthesized';
  readonly inner: Expression;
}

export interface List extends Range {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** `{ … }`, `rec { … }`, or the old `let { … }`, which stands for its attribute `body`. */
export interface AttributeSet extends Range {
  readonly kind: 'set';
  readonly form: 'plain' | 'recursive' | 'let';
  readonly bindings: readonly (Binding | Inherit)[];
}

/** One step of an attribute path: `name`, `"quoted"`, `${dynamic}`. */
export type Attribute = Identifier | StringLiteral | Interpolation;

export interface AttributePath extends Range {
  readonly kind: 'attributePath';
  /** At least one. */
  readonly attributes: readonly Attribute[];
}

/** `a.b = value;`, the semicolon included. */
export interface Binding extends Range {
  readonly kind: 'binding';
  readonly path: AttributePath;
  readonly value: Expression;
}

/** `inherit a b;` or `inherit (source) a b;`, the semicolon included. */
export interface Inherit extends Range {
  readonly kind: 'inherit';
  readonly source?: Expression;
  readonly attributes: readonly Attribute[];
}

export interface Let extends Range {
  readonly kind: 'let';
  readonly bindings: readonly (Binding | Inherit)[];
  readonly body: Expression;
}

export interface With extends Range {
  readonly kind: 'with';
  readonly subject: Expression;
  readonly body: Expression;
}

export interface Assert extends Range {
  readonly kind: 'assert';
  readonly condition: Expression;
  readonly body: Expression;
}

export interface If extends Range {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly consequence: Expression;
  readonly alternative: Expression;
}

/** An argument that a function takes out of a set: `name` or `name ? fallback`. */
export interface Formal extends Range {
  readonly kind: 'formal';
  readonly name: Identifier;
  readonly fallback?: Expression;
}

/** `{ a, b ? 1, ... } @ all`. */
export interface SetPattern extends Range {
  readonly kind: 'pattern';
  readonly formals: readonly Formal[];
  readonly ellipsis: boolean;
  /** The name after or before `@`. */
  readonly whole?: Identifier;
}

export interface Lambda extends Range {
  readonly kind: 'lambda';
  readonly parameter: Identifier | SetPattern;
  readonly body: Expression;
}

/** `f a b`: a function and all arguments that follow it. */
export interface Call extends Range {
  readonly kind: 'call';
  readonly function: Expression;
  /** At least one. */
  readonly arguments: readonly Expression[];
}

/** `set.a.b` or `set.a.b or fallback`. */
export interface Select extends Range {
  readonly kind: 'select';
  readonly subject: Expression;
  readonly path: AttributePath;
  readonly fallback?: Expression;
}

/** `set ? a.b`. */
export interface HasAttribute extends Range {
  readonly kind: 'hasAttribute';
  readonly subject: Expression;
  readonly path: AttributePath;
}

export type BinaryOperator =
  | '->'
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '//'
  | '+'
  | '-'
  | '*'
  | '/'
  | '++'
  | '|>'
  | '<|';

export interface Binary extends Range {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Range {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

/** Stands where an expression should be and none is; an error tells of it. */
export interface Missing extends Range {
  readonly kind: 'missing';
}

export type Expression =
  | Identifier
  | IntegerLiteral
  | FloatLiteral
  | UriLiteral
  | SearchPath
  | StringLiteral
  | PathLiteral
  | Parenthesized
  | List
  | AttributeSet
  | Let
  | With
  | Assert
  | If
  | Lambda
  | Call
  | Select
  | HasAttribute
  | Binary
  | Unary
  | Missing;

export type Node =
  Expression | Text | Interpolation | AttributePath | Binding | Inherit | Formal | SetPattern;
