export interface NeovimOptions {
  readonly socketPath?: string;
  readonly lsp: boolean;
  readonly keys: boolean;
}

/** The line of a person's own settings that loads the module. */
export function setupLine({ socketPath, lsp, keys }: NeovimOptions): string {
  const fields = [
    socketPath === undefined ? undefined : `socket_path = ${luaText(socketPath)}`,
    lsp ? undefined : 'lsp = false',
    keys ? undefined : 'keys = false',
  ].filter((field) => field !== undefined);
  return `require("nixai").setup {${fields.length === 0 ? '' : ` ${fields.join(', ')} `}}`;
}

/** A text as Lua 5.1 reads it. */
const luaText = (text: string): string =>
  `"${text.replace(/["\\]/g, '\\$&').replace(
    // eslint-disable-next-line no-control-regex -- they are written as numbers
    /[\u0000-\u001f\u007f]/g,
    (one) => `\\${String(one.charCodeAt(0)).padStart(3, '0')}`,
  )}"`;
