/** The name of a store path, without its hash and `.drv`: `hello-2.12`. */
export const nameOf = (path: string): string =>
  path.replace(/^.*\/[^-]*-/, '').replace(/\.drv$/, '');
