/**
 * A template's source as Nix that parses: `@name@` becomes a name of its own, so that the text can be
 * merged as a syntax tree, and is put back afterwards. `builtins.` says to whoever reads the tree
 * that a value is bound.
 */
const mark = /builtins\.tplvar_([A-Za-z0-9_]+?)_end|tplvar_([A-Za-z0-9_]+?)_end/g;

export const asNix = (source: string, names: readonly string[]): string =>
  source.replace(/@([a-z][A-Za-z0-9_]*)@/g, (written, name: string, at: number) => {
    if (!names.includes(name)) return written;
    const behind = source.slice(at + written.length, at + written.length + 80);
    const isAttribute = source[at - 1] === '.' || /^(?:\.[\w"$]|\s*=(?!=))/.test(behind);
    return isAttribute ? `tplvar_${name}_end` : `builtins.tplvar_${name}_end`;
  });

export const asSource = (nix: string): string =>
  nix.replace(mark, (_, value: string | undefined, attribute: string | undefined) => {
    return `@${value ?? attribute}@`;
  });
