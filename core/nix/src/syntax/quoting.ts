// How names and strings stand in Nix source. A door of its own: who only writes needs no parser.

const identifier = /^[a-zA-Z_][\w'-]*$/;
const keywords = /^(?:if|then|else|assert|with|let|in|rec|inherit|or)$/;

/** Whether a name can stand without quotes, and be that of a variable. */
export function isIdentifier(name: string): boolean {
  return identifier.test(name) && !keywords.test(name);
}

/** A text as it stands between double quotes, with nothing in it that Nix would read. */
export function escaped(text: string): string {
  return text
    .replace(/["\\]|\$(?=\{)/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

/** A string as Nix writes it. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** One name of an attribute path, quoted where it has to be. */
export function attributeName(name: string): string {
  return isIdentifier(name) ? name : quoted(name);
}

/** An attribute path as Nix reads it. */
export function pathText(names: readonly string[]): string {
  return names.map(attributeName).join('.');
}

/** An option's path as the manuals have it: `<name>` and `*` stand for any name. */
export function optionPathText(names: readonly string[]): string {
  return names.map((name) => (isPlaceholder(name) ? name : attributeName(name))).join('.');
}

/** A name in an option's path that stands for any: `<name>`, `*`. */
export function isPlaceholder(name: string): boolean {
  return name === '*' || (name.startsWith('<') && name.endsWith('>'));
}
