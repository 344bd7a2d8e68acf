/** A value as it stands in a configuration, as far as it shows without evaluating it. */
export type WrittenValue =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'number'; readonly value: number }
  /** `value` is undefined where something is put into it: `"${x}/y"`. */
  | { readonly type: 'string'; readonly value: string | undefined }
  | { readonly type: 'path' }
  | { readonly type: 'list'; readonly items: readonly WrittenValue[] }
  | { readonly type: 'set' }
  | { readonly type: 'function' }
  /** A package, by its attribute path below `pkgs`: `pkgs.zsh`, or `zsh` behind `with pkgs;`. */
  | { readonly type: 'package'; readonly attribute: string }
  /** Only an evaluation tells. */
  | { readonly type: 'unknown' };

/** Whether a value is this boolean, number or string; false where it does not show. */
export function isWritten(value: WrittenValue, wanted: boolean | number | string): boolean {
  return 'value' in value && value.value === wanted;
}

/** The texts of a value: of a string, or of the strings of a list. */
export function textsOf(value: WrittenValue): readonly string[] {
  if (value.type === 'list') return value.items.flatMap(textsOf);
  return value.type === 'string' && value.value !== undefined ? [value.value] : [];
}
