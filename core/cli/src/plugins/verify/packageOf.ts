/** The package that a file outside of the plugin's own ones belongs to. */
export function packageOf(root: string, file: string): string | undefined {
  const isBelow = file.startsWith(`${root}/`);
  // An installed plugin lies in a node_modules itself: only what is below the plugin counts there.
  const path = isBelow ? file.slice(root.length) : file;
  const outside = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (outside !== undefined) return outside;
  // A linked checkout of the api is no part of the plugin.
  return isBelow ? undefined : '@nixai/api';
}
