// What the scripts that start a file of a kind share.

export function fail(message) {
  console.error(message);
  process.exit(2);
}

export const isKebabCase = (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

export const camelCase = (text) =>
  text.replace(/-(.)/g, (_, letter) => letter.toUpperCase()).replace(/^\d/, 'n$&');

/** A file that imports the members of a list, with one more of them. */
export function addToList(text, name, from) {
  const imports = text.lastIndexOf('\nimport ');
  const end = text.indexOf('\n', imports + 1) + 1;
  const withImport = `${text.slice(0, end)}import { ${name} } from '${from}';\n${text.slice(end)}`;
  const close = withImport.lastIndexOf('];');
  return `${withImport.slice(0, close)}  ${name},\n${withImport.slice(close)}`;
}
