/** The package that a file outside of the plugin's own ones belongs to. */
export function packageOf(root: string, file: string): string | undefined {
  const outside = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  if (outside !== undefined) return outside;
  // A linked checkout of the api is no part of the plugin.
  return file.startsWith(`${root}/`) ? undefined : '@nixai/api';
}
