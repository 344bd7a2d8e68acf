import {
  libraryCall,
  literalOf,
  seeThrough,
  staticName,
  type Expression,
  type Scope,
} from '@nixai/nix';

/** What `options.json` says of the types that take no argument (nixpkgs, lib/types.nix). */
const simple: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['float', 'floating point number'],
  ['int', 'signed integer'],
  ['lines', 'strings concatenated with "\\n"'],
  ['nonEmptyStr', 'non-empty string'],
  ['number', 'signed integer or floating point number'],
  ['package', 'package'],
  ['path', 'path'],
  ['port', '16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
  ['positive', 'positive integer, meaning >0'],
  ['s16', '16 bit signed integer; between -32768 and 32767 (both inclusive)'],
  ['s32', '32 bit signed integer; between -2147483648 and 2147483647 (both inclusive)'],
  ['s8', '8 bit signed integer; between -128 and 127 (both inclusive)'],
  ['singleLineStr', '(optionally newline-terminated) single-line string'],
  ['str', 'string'],
  ['u16', '16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
  ['u32', '32 bit unsigned integer; between 0 and 4294967295 (both inclusive)'],
  ['u8', '8 bit unsigned integer; between 0 and 255 (both inclusive)'],
  ['unsigned', 'unsigned integer, meaning >=0'],
]);

/**
 * The type of an option that is declared in sight, in the words of `options.json`; undefined where
 * only an evaluation tells.
 * @param declaration what the option is: `lib.mkOption { type = …; }`, `lib.mkEnableOption "…"`.
 */
export function typeOfDeclaration(declaration: Expression, scope: Scope): string | undefined {
  const [seen, more] = seeThrough(declaration, scope);
  if (seen === undefined || more !== undefined) return undefined;
  const call = libraryCall(seen.value, seen.scope);
  if (call?.name === 'mkEnableOption') return 'boolean';
  const [given] = call?.passed ?? [];
  if (call?.name !== 'mkOption' || given?.kind !== 'set' || given.form !== 'plain')
    return undefined;
  for (const binding of given.bindings) {
    if (binding.kind !== 'binding') continue;
    const [only, further] = binding.path.attributes;
    // `apply` may take what the type does not show.
    if (only !== undefined && staticName(only) === 'apply') return undefined;
    if (only !== undefined && further === undefined && staticName(only) === 'type')
      return describe(binding.value, seen.scope);
  }
  return undefined;
}

function describe(type: Expression, outer: Scope): string | undefined {
  const [seen, more] = seeThrough(type, outer);
  if (seen === undefined || more !== undefined) return undefined;
  const { value, scope } = seen;
  if (value.kind === 'select') {
    const name = value.path.attributes.map(staticName).at(-1);
    return isOfTypes(value) && name !== undefined ? simple.get(name) : undefined;
  }
  if (value.kind === 'identifier') return scope.open ? simple.get(value.name) : undefined;
  if (value.kind !== 'call') return undefined;
  const made =
    value.function.kind === 'select'
      ? value.function.path.attributes.map(staticName).at(-1)
      : value.function.kind === 'identifier' && scope.open
        ? value.function.name
        : undefined;
  if (value.function.kind === 'select' && !isOfTypes(value.function)) return undefined;
  return composed(made, value.arguments, scope);
}

function composed(
  name: string | undefined,
  [first, second]: readonly Expression[],
  scope: Scope,
): string | undefined {
  const inner = (written: Expression | undefined) => {
    const text = written === undefined ? undefined : describe(written, scope);
    return text === undefined ? undefined : text.includes(' ') ? `(${text})` : text;
  };
  const of = inner(first);
  switch (name) {
    case 'listOf':
      return of === undefined ? undefined : `list of ${of}`;
    case 'nullOr':
      return of === undefined ? undefined : `null or ${of}`;
    case 'attrsOf':
      return of === undefined ? undefined : `attribute set of ${of}`;
    case 'either': {
      const other = inner(second);
      return of === undefined || other === undefined ? undefined : `${of} or ${other}`;
    }
    case 'enum':
      return enumOf(first);
    default:
      return undefined;
  }
}

function enumOf(written: Expression | undefined): string | undefined {
  if (written?.kind !== 'list') return undefined;
  const values = written.items.map(literalOf);
  const texts = values.map((value) =>
    value?.type === 'string' && value.value !== undefined
      ? JSON.stringify(value.value)
      : value?.type === 'integer'
        ? String(value.value)
        : value?.type === 'null'
          ? '<null>'
          : undefined,
  );
  return texts.includes(undefined) ? undefined : `one of ${texts.join(', ')}`;
}

/** `types.port`, `lib.types.port`, `types.ints.u8`. */
function isOfTypes({ subject, path }: Extract<Expression, { kind: 'select' }>): boolean {
  const names = path.attributes.slice(0, -1).map(staticName);
  const first = subject.kind === 'identifier' ? subject.name : undefined;
  return first === 'types' || (first === 'lib' && names[0] === 'types');
}
