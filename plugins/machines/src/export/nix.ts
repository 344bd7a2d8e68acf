/** A text as Nix has it. */
export const nixString = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('${', '\\${').replaceAll('\n', '\\n')}"`;

const reserved = ['if', 'then', 'else', 'let', 'in', 'with', 'rec', 'inherit', 'assert', 'or'];

/** A name in an attribute path, quoted where it has to be. */
export const nixName = (name: string): string =>
  /^[A-Za-z_][\w'-]*$/.test(name) && !reserved.includes(name) ? name : nixString(name);

export const nixList = (words: readonly string[]): string =>
  `[ ${words.map(nixString).join(' ')} ]`;

/** A file, as a path where Nix can write it as one. */
export function nixPath(path: string): string {
  const whole = /^[./]/.test(path) ? path : `./${path}`;
  return /^(?:\.{0,2}\/)[\w.+/-]*[\w+-]$/.test(whole) ? whole : `(./. + ${nixString(`/${path}`)})`;
}
